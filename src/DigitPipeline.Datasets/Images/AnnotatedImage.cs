using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Datasets.Images;

/// <summary>A picture and what is in it, ready for training or evaluation.</summary>
/// <param name="Name">File name relative to the data set, or the name of a generated scene.</param>
/// <param name="Image">The picture.</param>
/// <param name="Objects">Annotated objects in the annotation's order, boxes normalised.</param>
public sealed record AnnotatedImage(string Name, RgbImage Image, IReadOnlyList<GroundTruth> Objects);
