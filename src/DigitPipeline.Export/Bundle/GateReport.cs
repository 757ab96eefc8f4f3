using System.Globalization;
using System.Text.Json.Nodes;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Export.Bundle;

/// <summary>One criterion of the quality gate and what was found.</summary>
/// <param name="Criterion">Its name in pipeline.yaml, with the class where it is about one.</param>
/// <param name="Found">What was measured.</param>
/// <param name="Needed">The least that passes.</param>
public readonly record struct GateLine(string Criterion, double Found, double Needed)
{
    /// <summary>Whether it is reached.</summary>
    public bool Passed => Found >= Needed;
}

/// <summary>Compares the numbers of an evaluation with <c>evaluate.gate</c>.</summary>
public static class GateReport
{
    /// <summary>A line for each criterion; <c>not_worse_than_published</c> only where there is a published version.</summary>
    /// <param name="gate">The criteria.</param>
    /// <param name="metrics">The evaluation's metrics.json.</param>
    /// <param name="published">The same of the latest published version; null where there is none.</param>
    public static IReadOnlyList<GateLine> Of(GateCriteria gate, JsonNode metrics, JsonNode? published = null)
    {
        var lines = new List<GateLine>();
        if (gate.RecognitionRate is { } rate)
        {
            lines.Add(new GateLine("recognition_rate", Rate(metrics), rate));
        }

        if (gate.MeanAveragePrecision is { } precision)
        {
            lines.Add(new GateLine("mAP", metrics["coco"]!["mAP"]!.GetValue<double>(), precision));
        }

        if (gate.NoClassBelow is { } least)
        {
            lines.AddRange(metrics["per_class"]!.AsArray().Where(c => c!["total"]!.GetValue<int>() > 0).Select(c =>
                new GateLine($"no_class_below: {c!["name"]}", c["rate"]!.GetValue<double>(), least)));
        }

        if (gate.NotWorseThanPublished is { } slack && published is not null)
        {
            lines.Add(new GateLine("not_worse_than_published", Rate(metrics), Rate(published) - slack));
        }

        return lines;
    }

    /// <summary>The lines as a table for people, in Markdown.</summary>
    public static string Table(IEnumerable<GateLine> lines) => string.Concat(
        lines.Select(line => string.Create(
            CultureInfo.InvariantCulture, $"| {line.Criterion} | {line.Found:0.0000} | {line.Needed:0.0000} | {(line.Passed ? "passed" : "missed")} |\n"))
            .Prepend("| criterion | found | needed | result |\n| --- | --- | --- | --- |\n"));

    private static double Rate(JsonNode metrics) => metrics["recognition_rate"]!["rate"]!.GetValue<double>();
}
