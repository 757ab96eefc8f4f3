namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>What was done to builds, how often, and what they were like afterwards.</summary>
/// <param name="What">The fault.</param>
/// <param name="Tried">How often it was tried.</param>
/// <param name="Failures">What went wrong; empty when the next run always gave the bytes of an undisturbed one and nothing good was lost.</param>
internal sealed record FaultCase(string What, int Tried, IReadOnlyList<string> Failures)
{
    /// <summary>A row of the table.</summary>
    public string Row => $"| {What} | {Tried:D} | {(Failures.Count == 0 ? "same bytes, nothing lost" : $"{Failures.Count:D} failed: {Failures[0]}")} |";
}
