using DigitPipeline.Incremental.Keys;

namespace DigitPipeline.Incremental;

/// <summary>What became of a stage and why.</summary>
/// <param name="Stage">Short name.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why: which file, parameter or tool, with old and new digest.</param>
/// <param name="Key">Its key, or null where it could not be computed.</param>
/// <param name="ExitCode">0, or what a failed stage ended with.</param>
public sealed record StageResult(string Stage, string Title, Outcome Outcome, string Reason, string? Key = null, int ExitCode = 0)
{
    /// <summary>What differs from the key of the last outputs.</summary>
    public IReadOnlyList<KeyChange> Changes { get; init; } = [];

    /// <summary>How many files its outputs are, and their bytes.</summary>
    public (int Files, long Bytes) Outputs { get; init; }
}
