using System.CommandLine;
using System.Globalization;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Evaluation.Coco;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits metrics</c>: COCO's numbers of any detector's output.</summary>
internal static class MetricsVerb
{
    public static Command Create(CommandIo io)
    {
        var truth = Options.Input("--ground-truth", "COCO's annotations (JSON)");
        var detections = Options.Input("--detections", "COCO's results (JSON)");
        var json = Options.Json("Print the numbers as JSON, per class too");
        return Options.Verb(
            "metrics",
            """
            Computes the 12 numbers of the COCO detection challenge as pycocotools does.

            Example: digits metrics --ground-truth instances.json --detections results.json --json
            """,
            [truth, detections, json],
            parsed =>
            {
                var (truthFile, detectionFile) = (parsed.Need(truth), parsed.Need(detections));
                var result = Evaluate(truthFile, detectionFile);
                if (parsed.GetValue(json))
                {
                    io.Data.WriteLine(result.ToJson().ToJsonString());
                    return ExitCodes.Done;
                }

                foreach (var (name, value) in CocoResult.StatNames.Zip(result.Stats))
                {
                    io.Data.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {value:0.000}"));
                }

                return ExitCodes.Done;
            });
    }

    private static CocoResult Evaluate(string truth, string detections)
    {
        try
        {
            return CocoEvaluator.Evaluate(CocoFiles.ReadGroundTruth(truth), CocoFiles.ReadDetections(detections));
        }
        catch (ArgumentException error)
        {
            throw VerbException.BadData($"{detections}: {error.Message}");
        }
    }
}
