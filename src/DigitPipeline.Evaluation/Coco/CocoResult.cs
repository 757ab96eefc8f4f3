namespace DigitPipeline.Evaluation.Coco;

/// <summary>The outcome of a COCO evaluation.</summary>
/// <param name="Stats">The 12 numbers in pycocotools' order (<see cref="StatNames"/>); -1 where there is nothing to average.</param>
/// <param name="PerClass">The numbers of each class, by ascending id.</param>
/// <param name="Table">Precision and recall behind the numbers; classes as in <paramref name="PerClass"/>.</param>
public sealed record CocoResult(IReadOnlyList<double> Stats, IReadOnlyList<CocoClassResult> PerClass, CocoTable Table)
{
    /// <summary>Names of the 12 numbers: average precision (IoU .5 to .95, .5, .75; by area) and average recall (1, 10, 100; by area).</summary>
    public static IReadOnlyList<string> StatNames { get; } =
        ["AP", "AP50", "AP75", "AP_small", "AP_medium", "AP_large", "AR_1", "AR_10", "AR_100", "AR_small", "AR_medium", "AR_large"];

    /// <summary>mAP over IoU .5 to .95.</summary>
    public double MeanAveragePrecision => Stats[0];
}

/// <summary>The numbers of one class; -1 where it has no annotations.</summary>
/// <param name="Category">The class.</param>
/// <param name="Stats">As <see cref="CocoResult.Stats"/>, of this class alone.</param>
public sealed record CocoClassResult(CocoCategory Category, IReadOnlyList<double> Stats);
