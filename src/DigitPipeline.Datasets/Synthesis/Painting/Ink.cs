using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>What a layer of a glyph is filled with.</summary>
internal abstract class Ink
{
    /// <summary>The colour at a point.</summary>
    /// <param name="spot">Where, in the glyph and on the picture.</param>
    /// <param name="cover">Coverage in [0, 1], which dry or grainy inks lower.</param>
    public abstract Vector3 At(in InkSpot spot, ref float cover);
}

/// <summary>A point that is inked.</summary>
/// <param name="X">Across the glyph, in the distance field's pixels from its centre.</param>
/// <param name="Y">Down the glyph.</param>
/// <param name="Depth">Distance from the glyph's edge, positive inside.</param>
/// <param name="Column">Column in the picture.</param>
/// <param name="Row">Row in the picture.</param>
internal readonly record struct InkSpot(float X, float Y, float Depth, float Column, float Row);
