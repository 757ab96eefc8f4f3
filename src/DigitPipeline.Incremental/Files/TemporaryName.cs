namespace DigitPipeline.Incremental.Files;

/// <summary>Names of files that are not finished yet: beside the finished one, and no other process has the same.</summary>
internal static class TemporaryName
{
    public const string Ending = ".tmp";

    private static int _number;

    /// <summary>A name that was not given out before.</summary>
    public static string For(string path) =>
        FormattableString.Invariant($"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _number)}{Ending}");
}
