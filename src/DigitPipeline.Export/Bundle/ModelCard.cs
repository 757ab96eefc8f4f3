using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>MODEL_CARD.md: what the model is for, what it was made of, how good it is and where it ends, with front matter for model hubs.</summary>
internal static class ModelCard
{
    public const string FileName = "MODEL_CARD.md";

    public static string Of(BundleFacts facts, JsonNode? metrics, JsonNode? variants)
    {
        var text = new StringBuilder();
        FrontMatter(text, facts, metrics);
        text.Append(CultureInfo.InvariantCulture, $"""

            # {facts.Pipeline}

            Finds the classes {string.Join(", ", facts.ClassNames)} in pictures, each with a box and a score. SSD with a ResNet feature pyramid,
            trained by DigitPipeline; `pipeline.config` describes it in the Object Detection API's terms.

            ## Intended use

            Reading digits in pictures like those that it was trained on: upright, a good part of the picture high, printed or handwritten.
            Measure it on pictures of your own before you rely on it. It is not meant for deciding about people.

            ## Data

            {facts.Materials.Count(m => m.Path.EndsWith(".xml", StringComparison.Ordinal))} annotated pictures; `provenance.json` lists every file with its digest. Share of generated scenes in the
            training: {Setting(facts, "synthesis", "rate")}.

            ## Figures


            """);
        Figures(text, facts, metrics, variants);
        text.Append("""

            ## Limits

            - The figures hold for pictures like the test pictures. Other lettering, small or crowded digits and heavy perspective are read worse.
            - Scores are no probabilities. Detections below a score of 0.5 are mostly wrong.
            - Where two classes look alike in a script, the class is a guess.

            ## Making it again

            `provenance.json` says what went in. `./build.sh Rebuild --bundle FILE` makes the bundle again from it and compares; `SHA256SUMS`
            has the digest of every file.

            """);
        return text.ToString();
    }

    private static void FrontMatter(StringBuilder text, BundleFacts facts, JsonNode? metrics)
    {
        text.Append("---\nlicense: mit\nlibrary_name: onnx\npipeline_tag: object-detection\ntags:\n- object-detection\n- onnx\n- tensorflow\n- digits\n");
        if (metrics is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                model-index:
                - name: {facts.Pipeline}
                  results:
                  - task:
                      type: object-detection
                    dataset:
                      name: test pictures
                      type: custom
                    metrics:
                    - type: mAP
                      value: {Number(metrics["coco"]!["mAP"]!)}
                    - type: recognition_rate
                      value: {Number(metrics["recognition_rate"]!["rate"]!)}

                """);
        }

        text.Append("---\n");
    }

    private static void Figures(StringBuilder text, BundleFacts facts, JsonNode? metrics, JsonNode? variants)
    {
        if (metrics is null)
        {
            text.Append("It was not evaluated.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"""
            On {metrics["pictures"]} test pictures: mAP (COCO) {Number(metrics["coco"]!["mAP"]!)}, AP50 {Number(metrics["coco"]!["AP50"]!)}. A digit counts as right when its
            detection of score 0.5 or more overlaps it by half (IoU) and has its class. Intervals are Wilson's, 95 %.

            | class | right | of | rate | interval | false |
            | --- | --- | --- | --- | --- | --- |

            """);
        Row(text, "all", metrics["recognition_rate"]!);
        foreach (var item in metrics["per_class"]!.AsArray())
        {
            Row(text, item!["name"]!.ToString(), item);
        }

        if (variants is JsonArray { Count: > 1 } all && all[0]!["mAP"] is not null)
        {
            text.Append("\n| file | bytes | recognition rate | mAP |\n| --- | --- | --- | --- |\n");
            foreach (var variant in all)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"| `{variant!["file"]}` | {variant["bytes"]} | {Number(variant["recognition_rate"]!)} | {Number(variant["mAP"]!)} |\n");
            }
        }

        if (facts.Gate.Count > 0)
        {
            text.Append('\n').Append(GateReport.Table(facts.Gate));
        }
    }

    private static void Row(StringBuilder text, string name, JsonNode counts)
    {
        var (right, total) = (counts["right"]!.GetValue<int>(), counts["total"]!.GetValue<int>());
        var (low, high) = WilsonInterval.Of(right, total);
        text.Append(CultureInfo.InvariantCulture,
            $"| {name} | {right} | {total} | {Number(counts["rate"]!)} | {low:0.000} to {high:0.000} | {counts["false"]} |\n");
    }

    private static string Setting(BundleFacts facts, string section, string name) =>
        facts.Settings.TryGetValue(section, out var json) ? JsonNode.Parse(json)?[name]?.ToString() ?? "unknown" : "unknown";

    private static string Number(JsonNode value) => value.GetValue<double>().ToString("0.0000", CultureInfo.InvariantCulture);
}
