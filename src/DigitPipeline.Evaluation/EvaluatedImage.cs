using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Evaluation;

/// <summary>A picture with its truth and what a detector found in it.</summary>
/// <param name="Picture">The picture and its annotated objects, boxes normalised.</param>
/// <param name="Detections">All detections, also those of low score; boxes normalised.</param>
public sealed record EvaluatedImage(AnnotatedImage Picture, IReadOnlyList<DetectedObject> Detections);

/// <summary>A class of the label map.</summary>
/// <param name="Id">Id in the label map, from 1.</param>
/// <param name="Name">Name, such as <c>7</c>.</param>
public sealed record EvaluatedClass(int Id, string Name);
