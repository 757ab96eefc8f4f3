namespace DigitPipeline.Formats.Events;

/// <summary>What TensorBoard shows beside a value.</summary>
/// <param name="DisplayName">A name in place of the tag.</param>
/// <param name="Description">Markdown.</param>
public sealed record SummaryLabel(string DisplayName = "", string Description = "");
