using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.Recognition;

namespace DigitPipeline.Evaluation.Report;

/// <summary>The numbers of an evaluation as JSON; a number is the shortest text that reads back to the same double.</summary>
internal static class MetricsJson
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>{"pictures", "coco": {"mAP", "AP50", ...}, "recognition_rate": {...}, "per_class": [...], "confusion": {...}}</c></summary>
    public static string Of(EvaluationReport report)
    {
        var perClass = report.Classes.Select((c, k) =>
        {
            var item = new JsonObject { ["id"] = c.Id, ["name"] = c.Name };
            Add(item, Count(report.Recognition.PerClass[k]));
            Add(item, Stats(report.Coco.PerClass[k].Stats, "AP"));
            return (JsonNode)item;
        });
        var none = report.Classes.Count;
        var rows = Enumerable.Range(0, none + 1).Select(t =>
            (JsonNode)new JsonArray([.. Enumerable.Range(0, none + 1).Select(d => (JsonNode)report.Recognition.Confusion[t, d])]));
        var metrics = new JsonObject
        {
            ["pictures"] = report.Images.Count,
            ["coco"] = Stats(report.Coco.Stats, "mAP"),
            ["recognition_rate"] = Count(report.Recognition.All),
            ["per_class"] = new JsonArray([.. perClass]),
            ["confusion"] = new JsonObject
            {
                ["classes"] = new JsonArray([.. report.Classes.Select(c => (JsonNode)c.Name)]),
                ["true_by_detected_last_is_none"] = new JsonArray([.. rows]),
            },
        };
        return metrics.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Stats(IReadOnlyList<double> stats, string first)
    {
        var json = new JsonObject();
        for (var i = 0; i < stats.Count; i++)
        {
            json[i == 0 ? first : CocoResult.StatNames[i]] = stats[i];
        }

        return json;
    }

    private static JsonObject Count(RecognitionCount count) =>
        new() { ["rate"] = count.Rate, ["right"] = count.Right, ["total"] = count.Total, ["false"] = count.False };

    private static void Add(JsonObject item, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            item[name] = value!.DeepClone();
        }
    }
}
