namespace DigitPipeline.Incremental;

/// <summary>What the build prints about a stage: title, outcome, reason.</summary>
internal static class StageLine
{
    /// <summary>The line, without its end.</summary>
    public static string Of(StageResult result) => $"{result.Title,-19}  {result.Outcome.Name(),-10}  {result.Reason}";
}
