namespace DigitPipeline.Datasets.Geometry;

/// <summary>One detection.</summary>
/// <param name="Box">Normalised box.</param>
/// <param name="ClassId">Id in the label map, from 1.</param>
/// <param name="Score">Confidence in [0, 1].</param>
public readonly record struct DetectedObject(Box Box, int ClassId, float Score);
