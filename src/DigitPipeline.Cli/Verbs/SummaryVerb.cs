using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Exporting;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits summary</c>: an evaluation for a comment.</summary>
internal static class SummaryVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var evaluate = Options.Input("--evaluate", "Folder with metrics.json");
        var registry = Options.Input("--registry", "Where models are published, to compare with the latest");
        var append = Options.Input("--append", "File to append to; default is standard output");
        return Options.Verb(
            "summary",
            """
            Tells an evaluation and the gate's result in Markdown, ready for a comment on a pull request or a build server's page.

            Example: digits summary --pipeline pipelines/digits --evaluate artifacts/digits/evaluate
            """,
            [pipeline, evaluate, registry, append],
            parsed =>
            {
                var choice = PipelineChoice.WithoutData(parsed.Need(pipeline));
                var gate = choice.Settings.Evaluate.Gate;
                var metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(parsed.Need(evaluate), ModelBundle.MetricsFile)))!;
                var published = gate.NotWorseThanPublished is not null && parsed.GetValue(registry) is { } place
                    ? PublishedFigures.Latest(place, io.Cancellation)
                    : null;
                var text = Markdown(choice.Folder!.Name, metrics, GateReport.Of(gate, metrics, published));
                if (parsed.GetValue(append) is { } file)
                {
                    File.AppendAllText(file, text);
                }
                else
                {
                    io.Data.Write(text);
                }

                return ExitCodes.Done;
            });
    }

    private static string Markdown(string name, JsonNode metrics, IReadOnlyList<GateLine> gate)
    {
        var (all, text) = (metrics["recognition_rate"]!, new StringBuilder());
        var (right, total) = (all["right"]!.GetValue<int>(), all["total"]!.GetValue<int>());
        var (low, high) = WilsonInterval.Of(right, total);
        text.Append(CultureInfo.InvariantCulture, $"""
            ### {name}: {right} of {total} digits right

            | | |
            | --- | --- |
            | recognition rate | {all["rate"]!.GetValue<double>():0.0000} ({low:0.000} to {high:0.000}) |
            | false detections | {all["false"]} |
            | mAP | {metrics["coco"]!["mAP"]!.GetValue<double>():0.0000} |
            | test pictures | {metrics["pictures"]} |


            """);
        if (gate.Count > 0)
        {
            text.Append(gate.All(line => line.Passed) ? "The gate is passed." : "**The gate is missed.**")
                .Append("\n\n").Append(GateReport.Table(gate)).Append('\n');
        }

        return text.ToString();
    }
}
