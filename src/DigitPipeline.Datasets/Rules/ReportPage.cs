using System.Globalization;
using System.Net;
using System.Text;

namespace DigitPipeline.Datasets.Rules;

/// <summary>A report for people: one page without scripts, outside resources or a clock.</summary>
internal static class ReportPage
{
    private const int MostShown = 1000;

    /// <summary>The page.</summary>
    public static string Of(ValidationReport report)
    {
        var html = new StringBuilder();
        void Add(string text) => html.Append(text).Append('\n');
        Add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        Add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Add($"<title>{Text(report.Data)}: validation</title>\n<style>\n{ReportStyle.Css}\n</style></head>");
        Add($"<body><main>\n<h1>{Text(report.Data)}: validation</h1>\n<section class=\"tiles\">");
        foreach (var (number, label) in Tiles(report))
        {
            Add($"<div><b>{Number(number)}</b><span>{label}</span></div>");
        }

        Add("</section>\n<h2>Findings</h2>");
        Add(report.Findings.Count == 0 ? "<p>None.</p>" : Findings(report));
        Add("<h2>Classes</h2>\n<table><thead><tr><th>id<th>class<th>train<th>test</tr></thead><tbody>");
        foreach (var item in report.Summary.PerClass)
        {
            Add($"<tr>{Cell(item.Id)}<td>{Text(item.Name)}{Cell(item.Train)}{Cell(item.Test)}</tr>");
        }

        Add("</tbody></table>\n</main></body></html>");
        return html.ToString();
    }

    private static IEnumerable<(int Number, string Label)> Tiles(ValidationReport report) =>
    [
        (report.Errors, "errors"),
        (report.Warnings, "warnings"),
        (report.Summary.Train, "pictures for training"),
        (report.Summary.Test, report.Summary.TestStandsIn ? "pictures for evaluation, out of train/" : "pictures for evaluation"),
        (report.Summary.WithoutAnnotation, "pictures without annotation, left out"),
        (report.Summary.Objects, "objects"),
    ];

    /// <summary>The gravest first, and in each severity the order of the report.</summary>
    private static string Findings(ValidationReport report)
    {
        var rows = string.Concat(report.Findings.OrderByDescending(finding => finding.Severity).Take(MostShown).Select(Row));
        var more = report.Findings.Count - MostShown;
        return $"<table><thead><tr><th>severity<th>rule<th>where<th>what, and what to do</tr></thead><tbody>\n{rows}</tbody></table>"
            + (more > 0 ? $"\n<p>{Number(more)} more are in report.json.</p>" : "")
            + (report.Summary.Ignored > 0 ? $"\n<p>{Number(report.Summary.Ignored)} findings of ignored rules are not shown.</p>" : "");
    }

    private static string Row(Finding finding)
    {
        var severity = finding.Severity.ToString().ToLowerInvariant();
        var place = finding.Line is { } line ? $"{finding.File}:{Number(line)}" : finding.File;
        return $"<tr><td class=\"{severity}\">{severity}<td>{finding.Id}<td>{Text(place)}"
            + $"<td>{Text(finding.Message)}<br><span class=\"soft\">{Text(finding.Fix)}</span></tr>\n";
    }

    private static string Cell(int number) => $"<td class=\"number\">{Number(number)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
