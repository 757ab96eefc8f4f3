using System.Globalization;
using System.Net;
using System.Text;

namespace DigitPipeline.Datasets.Rules;

/// <summary>A report for people: one page without scripts, outside resources or a clock.</summary>
internal static class ReportPage
{
    private const int MostShown = 1000;

    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6470;--page:#fff;--box:#f3f5f7;--line:#d9dee4;--error:#c2410c;--warning:#a16207}
        @media(prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a2abb6;--page:#14171a;--box:#1f2429;--line:#363d45;--error:#ff9248;--warning:#f0c14b}}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}main{max-width:1100px;margin:0 auto;padding:24px}
        h1{font-size:1.7em}h2{font-size:1.2em;margin:2em 0 .4em}.soft{color:var(--soft)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}.tiles div{background:var(--box);border-radius:8px;padding:12px 16px}
        .tiles b{display:block;font-size:1.8em;line-height:1.2}.tiles span{color:var(--soft);font-size:.9em}
        table{border-collapse:collapse;display:block;overflow-x:auto}th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        td.number{text-align:right;font-variant-numeric:tabular-nums}.error{color:var(--error);font-weight:600}.warning{color:var(--warning);font-weight:600}
        """;

    /// <summary>The page.</summary>
    public static string Of(ValidationReport report)
    {
        var html = new StringBuilder();
        void Add(string text) => html.Append(text).Append('\n');
        Add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Add($"<title>{Text(report.Data)}: validation</title>\n<style>\n{Style}\n</style></head>\n<body><main>\n<h1>{Text(report.Data)}: validation</h1>");
        Add("<section class=\"tiles\">" + string.Concat(Tiles(report).Select(tile => $"<div><b>{Number(tile.Number)}</b><span>{tile.Label}</span></div>")) + "</section>");
        Add("<h2>Findings</h2>");
        Add(report.Findings.Count == 0 ? "<p>None.</p>" : Findings(report));
        Add("<h2>Classes</h2>\n<table><thead><tr><th>id<th>class<th>train<th>test</tr></thead><tbody>");
        foreach (var item in report.Summary.PerClass)
        {
            Add($"<tr><td class=\"number\">{Number(item.Id)}<td>{Text(item.Name)}<td class=\"number\">{Number(item.Train)}<td class=\"number\">{Number(item.Test)}</tr>");
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
        var rows = report.Findings.OrderByDescending(finding => finding.Severity).Take(MostShown).Select(finding =>
        {
            var severity = finding.Severity.ToString().ToLowerInvariant();
            var place = finding.Line is { } line ? $"{finding.File}:{Number(line)}" : finding.File;
            return $"<tr><td class=\"{severity}\">{severity}<td>{finding.Id}<td>{Text(place)}<td>{Text(finding.Message)}<br><span class=\"soft\">{Text(finding.Fix)}</span></tr>\n";
        });
        var more = report.Findings.Count - MostShown;
        return "<table><thead><tr><th>severity<th>rule<th>where<th>what, and what to do</tr></thead><tbody>\n" + string.Concat(rows) + "</tbody></table>"
            + (more > 0 ? $"\n<p>{Number(more)} more are in report.json.</p>" : "")
            + (report.Summary.Ignored > 0 ? $"\n<p>{Number(report.Summary.Ignored)} findings of ignored rules are not shown.</p>" : "");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
