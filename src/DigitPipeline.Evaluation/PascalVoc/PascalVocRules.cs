namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>The variants of Pascal VOC's average precision that the Object Detection API has evaluators for.</summary>
/// <param name="MetricsSet">Name in <c>eval_config.metrics_set</c>.</param>
/// <param name="Prefix">What the tags of its numbers start with.</param>
/// <param name="LeavesOutDifficult">Objects marked as difficult need not be found, and finding them is no error.</param>
/// <param name="KnowsGroups">
/// Boxes around groups need not be found, and what lies in one by half of its area or more is no error.
/// </param>
/// <param name="Pools">The mean is the average precision of all classes' detections in one list, not the mean of the classes'.</param>
public sealed record PascalVocRules(string MetricsSet, string Prefix, bool LeavesOutDifficult, bool KnowsGroups, bool Pools)
{
    /// <summary>Pascal VOC 2010 and later.</summary>
    public static PascalVocRules Pascal { get; } = new("pascal_voc_detection_metrics", "PascalBoxes", true, false, false);

    /// <summary>The same, over all classes at once.</summary>
    public static PascalVocRules WeightedPascal { get; } =
        new("weighted_pascal_voc_detection_metrics", "WeightedPascalBoxes", true, false, true);

    /// <summary>Open Images V2.</summary>
    public static PascalVocRules OpenImages { get; } = new("oid_V2_detection_metrics", "OpenImagesV2", false, true, false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PascalVocRules> All { get; } = [Pascal, WeightedPascal, OpenImages];
}
