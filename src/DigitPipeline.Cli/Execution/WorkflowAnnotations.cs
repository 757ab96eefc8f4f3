using DigitPipeline.Datasets.Rules;

namespace DigitPipeline.Cli.Execution;

/// <summary>Findings as GitHub Actions shows them beside the lines of a pull request: <c>::error file=...,line=...,title=...::...</c></summary>
internal static class WorkflowAnnotations
{
    /// <summary>A line for each error and warning.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="folder">What their files are relative to.</param>
    public static IEnumerable<string> Of(IEnumerable<Finding> findings, string folder)
    {
        var root = Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } workspace ? workspace : Environment.CurrentDirectory;
        foreach (var finding in findings.Where(f => f.Severity is Severity.Error or Severity.Warning))
        {
            var file = Path.GetRelativePath(root, Path.GetFullPath(finding.File, folder)).Replace(Path.DirectorySeparatorChar, '/');
            var line = finding.Line is { } number ? FormattableString.Invariant($",line={number}") : "";
            var kind = finding.Severity == Severity.Error ? "error" : "warning";
            yield return $"::{kind} file={Property(file)}{line},title={Property(finding.Id)}::{Text($"{finding.Message} {finding.Fix}")}";
        }
    }

    private static string Text(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string value) =>
        Text(value).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
