using DigitPipeline.Evaluation.PascalVoc;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Evaluation.TensorBoard;

/// <summary>The numbers of an evaluation under the tags that the Object Detection API's evaluators give them.</summary>
public static class OriginalScalars
{
    /// <summary>Tag of COCO's mean average precision.</summary>
    public const string MeanAveragePrecision = "DetectionBoxes_Precision/mAP";

    /// <summary>What <c>eval_config.metrics_set</c> calls COCO's numbers, which are always computed.</summary>
    public const string CocoSet = "coco_detection_metrics";

    private static readonly string[] CocoTags =
    [
        MeanAveragePrecision,
        "DetectionBoxes_Precision/mAP@.50IOU",
        "DetectionBoxes_Precision/mAP@.75IOU",
        "DetectionBoxes_Precision/mAP (small)",
        "DetectionBoxes_Precision/mAP (medium)",
        "DetectionBoxes_Precision/mAP (large)",
        "DetectionBoxes_Recall/AR@1",
        "DetectionBoxes_Recall/AR@10",
        "DetectionBoxes_Recall/AR@100",
        "DetectionBoxes_Recall/AR@100 (small)",
        "DetectionBoxes_Recall/AR@100 (medium)",
        "DetectionBoxes_Recall/AR@100 (large)",
    ];

    /// <summary>The sets of metrics that can be asked for in <c>eval_config.metrics_set</c>.</summary>
    public static IReadOnlyList<string> MetricsSets { get; } = [CocoSet, .. PascalVocRules.All.Select(rules => rules.MetricsSet)];

    /// <summary>The numbers that a config asks for, in the original's order; COCO's in any case.</summary>
    public static IEnumerable<(string Tag, double Value)> Of(EvaluationReport report, EvalConfig config)
    {
        var scalars = CocoTags.Zip(report.Coco.Stats);
        if (config.IncludeMetricsPerCategory)
        {
            scalars = scalars.Concat(report.Classes.Zip(
                report.Coco.PerClass, (one, result) => ($"DetectionBoxes_PerformanceByCategory/mAP/{one.Name}", result.Stats[0])));
        }

        return scalars.Concat(PascalVocRules.All.Where(rules => config.MetricsSet.Contains(rules.MetricsSet)).SelectMany(rules => Pascal(report, rules)));
    }

    private static IEnumerable<(string Tag, double Value)> Pascal(EvaluationReport report, PascalVocRules rules)
    {
        var (mean, perClass) = PascalVocEvaluator.Evaluate(report.Boxes.Pascal, report.Classes.Select(one => one.Id), rules);
        return report.Classes
            .Zip(perClass, (one, precision) => ($"{rules.Prefix}_PerformanceByCategory/AP@0.5IOU/{one.Name}", precision))
            .Prepend(($"{rules.Prefix}_Precision/mAP@0.5IOU", mean));
    }
}
