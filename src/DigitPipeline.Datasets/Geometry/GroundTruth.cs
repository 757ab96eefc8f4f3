namespace DigitPipeline.Datasets.Geometry;

/// <summary>One annotated object.</summary>
/// <param name="Box">Normalised box.</param>
/// <param name="ClassId">Id in the label map, from 1.</param>
/// <param name="Difficult">The annotator's mark.</param>
/// <param name="Weight">What the object counts for in training; 0 makes it and what lies on it neither object nor background.</param>
public readonly record struct GroundTruth(Box Box, int ClassId, bool Difficult = false, float Weight = 1)
{
    /// <summary>A region with many objects of the class: COCO's metrics let it absorb detections.</summary>
    public bool Crowd { get; init; }

    /// <summary>A box around several objects of the class, as Open Images has them.</summary>
    public bool GroupOf { get; init; }
}
