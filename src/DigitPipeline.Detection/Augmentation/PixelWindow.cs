using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>A window on a picture, in pixels; it may reach beyond.</summary>
public readonly record struct PixelWindow(int Y, int X, int Height, int Width)
{
    /// <summary>The window normalised to a picture of the given size, in float32 as TensorFlow computes it.</summary>
    public Box In(int height, int width) => new(
        (float)Y / height, (float)X / width, (float)(Y + Height) / height, (float)(X + Width) / width);
}
