namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>
/// Average precision at IoU .5 as the Object Detection API's <c>ObjectDetectionEvaluator</c> and its kin compute it
/// (utils/object_detection_evaluation.py).
/// </summary>
public static class PascalVocEvaluator
{
    /// <summary>Evaluates detections; those of equal score are ranked as the original ranks them.</summary>
    /// <param name="images">The pictures, with boxes in pixels.</param>
    /// <param name="classIds">The classes; objects and detections of others are left out.</param>
    /// <param name="rules">The variant.</param>
    /// <returns>
    /// The mean, and each class's average precision in the order of <paramref name="classIds"/>. NaN where there is nothing to find;
    /// such classes do not count in the mean.
    /// </returns>
    public static (double Mean, IReadOnlyList<double> PerClass) Evaluate(
        IReadOnlyList<PascalVocImage> images, IEnumerable<int> classIds, PascalVocRules rules)
    {
        var classes = classIds.Select(id => RankedDetections.Of(images, id, rules)).ToArray();
        double[] perClass = [.. classes.Select(one => one.AveragePrecision())];
        var mean = rules.Pools
            ? RankedDetections.Pooled([.. classes.Where(one => one.Positives > 0)]).AveragePrecision()
            : perClass.Where(precision => !double.IsNaN(precision)).DefaultIfEmpty(double.NaN).Average();
        return (mean, perClass);
    }
}
