using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>A box with the picture it lies in; coordinates and sizes in pixels.</summary>
internal readonly record struct AnnotatedBox(string Picture, string File, VocObject Object, int Width, int Height)
{
    /// <summary>True where right is left of left, below above above, or no area is between them.</summary>
    public bool IsEmpty => !(Object.XMax > Object.XMin && Object.YMax > Object.YMin);

    /// <summary>How far the box reaches beyond the picture, as a share of the picture's side.</summary>
    public double Beyond => Math.Max(
        Math.Max(-Object.XMin, Object.XMax - Width) / Width,
        Math.Max(-Object.YMin, Object.YMax - Height) / Height);

    /// <summary>True where no part of the box is in the picture.</summary>
    public bool IsOutside => Object.XMax <= 0 || Object.YMax <= 0 || Object.XMin >= Width || Object.YMin >= Height;

    /// <summary>The box in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"'{Object.Name}' from ({Object.XMin}, {Object.YMin}) to ({Object.XMax}, {Object.YMax})");
}
