using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitPipeline.Datasets.Rules;

/// <summary>A report for programs.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text that <see cref="ValidationReport.ToJson"/> describes.</summary>
    public static string Of(ValidationReport report) => new JsonObject
    {
        ["data"] = report.Data,
        ["summary"] = new JsonObject
        {
            ["pictures"] = report.Summary.Pictures,
            ["train"] = report.Summary.Train,
            ["test"] = report.Summary.Test,
            ["test_stands_in"] = report.Summary.TestStandsIn,
            ["without_annotation"] = report.Summary.WithoutAnnotation,
            ["objects"] = report.Summary.Objects,
            ["per_class"] = new JsonArray([.. report.Summary.PerClass.Select(Class)]),
            ["errors"] = report.Errors,
            ["warnings"] = report.Warnings,
            ["notes"] = report.Notes,
            ["ignored"] = report.Summary.Ignored,
        },
        ["findings"] = new JsonArray([.. report.Findings.Select(Finding)]),
    }.ToJsonString(Layout) + "\n";

    private static JsonNode Class(ClassSummary item) =>
        new JsonObject { ["id"] = item.Id, ["name"] = item.Name, ["train"] = item.Train, ["test"] = item.Test };

    private static JsonNode Finding(Finding finding) => new JsonObject
    {
        ["id"] = finding.Id,
        ["severity"] = finding.Severity.ToString().ToLowerInvariant(),
        ["file"] = finding.File,
        ["line"] = finding.Line,
        ["message"] = finding.Message,
        ["fix"] = finding.Fix,
    };
}
