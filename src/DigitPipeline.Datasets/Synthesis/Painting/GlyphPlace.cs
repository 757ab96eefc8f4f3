using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>Where and how a glyph stands on the paper.</summary>
/// <param name="Field">The shape.</param>
/// <param name="X">The centre of the field, in the paper's pixels.</param>
/// <param name="Y">The centre of the field, down.</param>
/// <param name="Height">Height of a full-height digit in the paper's pixels.</param>
internal sealed record GlyphPlace(DistanceField Field, float X, float Y, float Height)
{
    /// <summary>Width multiplier.</summary>
    public float Stretch { get; init; } = 1;

    /// <summary>Horizontal shift per height, as of an italic.</summary>
    public float Slant { get; init; }

    /// <summary>Turn in radians, clockwise.</summary>
    public float Turn { get; init; }

    /// <summary>Strokes made thicker (positive) or thinner, in the field's pixels.</summary>
    public float Bolder { get; init; }

    /// <summary>Size of a smooth distortion in the field's pixels, 0 for none.</summary>
    public float Wobble { get; init; }

    /// <summary>Phase of the distortion.</summary>
    public float WobblePhase { get; init; }

    /// <summary>Pixels of the paper per pixel of the field.</summary>
    public float Scale => Height / DistanceField.FullHeight;

    /// <summary>From the field's pixels (centre at the origin) to the paper's.</summary>
    public Projection ToPaper()
    {
        float cosine = MathF.Cos(Turn) * Scale, sine = MathF.Sin(Turn) * Scale;
        return Projection.Affine(
            cosine * Stretch, -cosine * Slant - sine, X,
            sine * Stretch, -sine * Slant + cosine, Y);
    }
}
