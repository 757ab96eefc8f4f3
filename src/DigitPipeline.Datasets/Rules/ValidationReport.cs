using DigitPipeline.Formats;

namespace DigitPipeline.Datasets.Rules;

/// <summary>What was found in a data set.</summary>
/// <param name="Data">Name of the data set's folder.</param>
/// <param name="Summary">The data set in numbers.</param>
/// <param name="Findings">The findings by file, line and rule.</param>
public sealed record ValidationReport(string Data, ValidationSummary Summary, IReadOnlyList<Finding> Findings)
{
    /// <summary>Number of findings for which the data set is refused.</summary>
    public int Errors => Count(Severity.Error);

    /// <summary>Number of findings to look at.</summary>
    public int Warnings => Count(Severity.Warning);

    /// <summary>Number of findings to know of.</summary>
    public int Notes => Count(Severity.Note);

    /// <summary>
    /// <c>{"data", "summary": {"pictures", "train", "test", "test_stands_in", "without_annotation", "objects", "per_class":
    /// [{"id", "name", "train", "test"}], "errors", "warnings", "notes", "ignored"}, "findings": [{"id", "severity", "file",
    /// "line", "message", "fix"}]}</c>, indented, with a line feed at its end. The same data set gives the same text.
    /// </summary>
    public string ToJson() => ReportJson.Of(this);

    /// <summary>Writes <c>report.json</c> and <c>report.html</c>, one page for people.</summary>
    /// <param name="folder">Where to; made where it is missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, "report.json"), ToJson());
        WholeFile.Write(Path.Combine(folder, "report.html"), ReportPage.Of(this));
    }

    private int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
