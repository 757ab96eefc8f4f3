namespace DigitPipeline.Datasets.Geometry;

/// <summary>One annotated object.</summary>
/// <param name="Box">Normalised box.</param>
/// <param name="ClassId">Id in the label map, from 1.</param>
/// <param name="Difficult">The annotator's mark.</param>
public readonly record struct GroundTruth(Box Box, int ClassId, bool Difficult = false);
