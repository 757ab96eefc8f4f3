namespace DigitPipeline.Pipelines.Sections;

/// <summary>A size of the training pictures for a part of the training.</summary>
/// <param name="Until">Part of the steps, in (0, 1], after which it ends.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
public sealed record TrainingSize(double Until, int Height, int Width);
