namespace DigitPipeline.Datasets.Geometry;

/// <summary>
/// A box in the Object Detection API's order, <c>[ymin, xmin, ymax, xmax]</c>, normalised to [0, 1] of the picture unless a
/// member says pixels.
/// </summary>
public readonly record struct Box(float YMin, float XMin, float YMax, float XMax)
{
    /// <summary>Height; negative for an inverted box.</summary>
    public float Height => YMax - YMin;

    /// <summary>Width; negative for an inverted box.</summary>
    public float Width => XMax - XMin;

    /// <summary>Area; 0 for an empty or inverted box.</summary>
    public float Area => Math.Max(0, Height) * Math.Max(0, Width);

    /// <summary>The part that both boxes cover; empty (area 0) where they do not meet.</summary>
    public Box Intersect(Box other) => new(
        Math.Max(YMin, other.YMin), Math.Max(XMin, other.XMin), Math.Min(YMax, other.YMax), Math.Min(XMax, other.XMax));

    /// <summary>Intersection over union in [0, 1]; 0 when both are empty.</summary>
    public float IoU(Box other)
    {
        var shared = Intersect(other).Area;
        var union = Area + other.Area - shared;
        return union > 0 ? shared / union : 0;
    }

    /// <summary>Each coordinate multiplied: from normalised to pixels with the picture's size.</summary>
    public Box Scale(float height, float width) => new(YMin * height, XMin * width, YMax * height, XMax * width);

    /// <summary>The box cut to [0, 1].</summary>
    public Box Clip() => new(Math.Clamp(YMin, 0, 1), Math.Clamp(XMin, 0, 1), Math.Clamp(YMax, 0, 1), Math.Clamp(XMax, 0, 1));
}
