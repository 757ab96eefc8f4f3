using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>A part of a glyph's picture: where its distance to the edge lies in a range, there is ink.</summary>
/// <param name="Ink">What it is filled with.</param>
internal sealed record Layer(Ink Ink)
{
    /// <summary>Least depth in the field's pixels; negative reaches outside the glyph.</summary>
    public float From { get; init; }

    /// <summary>Greatest depth; infinite for a full shape, finite for a line along the edge.</summary>
    public float To { get; init; } = float.PositiveInfinity;

    /// <summary>Width of the edge's fading in the field's pixels, 0 for a sharp one.</summary>
    public float Softness { get; init; }

    /// <summary>Opacity in [0, 1].</summary>
    public float Opacity { get; init; } = 1;

    /// <summary>Displacement on the paper in the field's pixels, for shadows and depth.</summary>
    public Vector2 Offset { get; init; }

    /// <summary>Whether the layer belongs to what a person would draw a box around.</summary>
    public bool IsInk { get; init; } = true;
}
