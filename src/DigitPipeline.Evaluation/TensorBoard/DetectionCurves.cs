using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Formats.Events;

namespace DigitPipeline.Evaluation.TensorBoard;

/// <summary>Precision and recall over the threshold of the score, with COCO's matches at IoU .5.</summary>
internal static class DetectionCurves
{
    private const int ThresholdCount = 101;
    private const int LowestIoU = 0;

    /// <summary>A curve over all classes, then one for each class that has objects.</summary>
    public static IEnumerable<Summary.Types.Value> Of(EvaluationReport report)
    {
        var classes = report.Classes.Select(one => (one.Name, Labels: Labels(report, one.Id))).ToList();
        List<(bool Right, float Score)> all = [.. classes.SelectMany(one => one.Labels.Detections)];
        return classes.Where(one => one.Labels.Objects > 0)
            .Select(one => Curve(one.Name, one.Labels.Detections, one.Labels.Objects))
            .Prepend(Curve("all", all, classes.Sum(one => one.Labels.Objects)));
    }

    private static Summary.Types.Value Curve(string name, List<(bool Right, float Score)> detections, int objects) => SummaryValues.Curve(
        $"DetectionBoxes/{name}/pr_curves",
        PrCurve.OfDetections(
            [.. detections.Select(one => one.Right)], [.. detections.Select(one => Math.Clamp(one.Score, 0, 1))], objects, ThresholdCount));

    private static (List<(bool Right, float Score)> Detections, int Objects) Labels(EvaluationReport report, long id)
    {
        var matches = CocoEvaluator.Matches(report.Boxes.Truth, report.Boxes.Detections, id, CocoParameters.AreaRanges[0]);
        var detections = matches.SelectMany(match => match.Scores
            .Select((score, i) => (Ignored: match.DetectionIgnored[LowestIoU][i], Right: match.DetectionMatches[LowestIoU][i] != 0, Score: (float)score))
            .Where(one => !one.Ignored)
            .Select(one => (one.Right, one.Score)));
        return ([.. detections], matches.Sum(match => match.TruthIgnored.Count(ignored => !ignored)));
    }
}
