using System.CommandLine;
using System.Text.Json.Nodes;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Exporting;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits gate</c>: whether a detector is good enough.</summary>
internal static class GateVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var evaluate = Options.Input("--evaluate", "Folder with metrics.json");
        var registry = Options.Input("--registry", "Where models are published: what the latest reached may not be missed by more than the gate allows");
        return Options.Verb(
            "gate",
            """
            Compares metrics.json with evaluate.gate of pipeline.yaml and prints a table. Exit code 77 where something falls short.

            Example: digits gate --pipeline pipelines/digits --evaluate artifacts/digits/evaluate
            """,
            [pipeline, evaluate, registry],
            parsed =>
            {
                var gate = PipelineChoice.WithoutData(parsed.Need(pipeline)).Settings.Evaluate.Gate;
                var metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(parsed.Need(evaluate), ModelBundle.MetricsFile)))!;
                var published = gate.NotWorseThanPublished is not null && parsed.GetValue(registry) is { } place
                    ? PublishedFigures.Latest(place, io.Cancellation)
                    : null;
                var lines = GateReport.Of(gate, metrics, published);
                if (lines.Count > 0)
                {
                    io.Data.Write(GateReport.Table(lines));
                }

                var missed = lines.Count(line => !line.Passed);
                io.Say(lines.Count == 0 ? "evaluate.gate asks for nothing" : missed == 0 ? "the gate is passed" : $"{missed} of {lines.Count} criteria fall short");
                return missed == 0 ? ExitCodes.Done : ExitCodes.GateMissed;
            });
    }
}
