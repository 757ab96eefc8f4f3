using System.Numerics;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Surfaces;

/// <summary>One colour.</summary>
internal sealed class PlainSurface(Vector3 colour) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y) => colour;
}

/// <summary>One colour that runs into another, straight or round.</summary>
internal sealed class GradientSurface(Vector3 one, Vector3 other, Vector2 origin, Vector2 slope, bool round) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var point = (new Vector2(x, y) - origin) * slope;
        return Vector3.Lerp(one, other, Math.Clamp(round ? point.Length() : point.X + point.Y, 0, 1));
    }
}

/// <summary>Paper of an exercise book: lines, squares or dots, and perhaps a margin line.</summary>
internal sealed class RuledSurface(Vector3 paper, Vector3 line, float pitch, float width, RulingKind kind, float margin, Grain grain) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var across = Closeness(y);
        var down = kind == RulingKind.Lines ? 0 : Closeness(x);
        var mark = kind == RulingKind.Dots ? across * down : Math.Max(across, down);
        var colour = Vector3.Lerp(paper, line, mark) + new Vector3((grain.At(x, y) - .5f) * 6);
        return kind == RulingKind.Lines && Math.Abs(x - margin) < width ? Vector3.Lerp(colour, new(225, 90, 90), .7f) : colour;
    }

    private float Closeness(float at)
    {
        var part = at / pitch;
        return Math.Clamp(width + .5f - Math.Abs(part - MathF.Round(part)) * pitch, 0, 1);
    }
}

/// <summary>The patterns of <see cref="RuledSurface"/>.</summary>
internal enum RulingKind
{
    /// <summary>Horizontal lines.</summary>
    Lines,

    /// <summary>Squares.</summary>
    Squares,

    /// <summary>Dots where squares' corners would be.</summary>
    Dots,
}

/// <summary>Squares of two colours, as drawing programs show transparency.</summary>
internal sealed class CheckerSurface(Vector3 one, Vector3 other, float side) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y) => (((int)MathF.Floor(x / side) + (int)MathF.Floor(y / side)) & 1) == 0 ? one : other;
}

/// <summary>Bars of two colours.</summary>
internal sealed class StripedSurface(Vector3 one, Vector3 other, float period, float angle, float share) : Surface
{
    private readonly float cosine = MathF.Cos(angle) / period, sine = MathF.Sin(angle) / period;

    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var part = x * cosine + y * sine;
        part -= MathF.Floor(part);
        return Vector3.Lerp(one, other, Math.Clamp((share - part) * period + .5f, 0, 1));
    }
}

/// <summary>Spots of other colours on a ground, sharp as confetti or soft as things out of focus.</summary>
internal sealed class SpottedSurface(Vector3 ground, (Vector2 Centre, float Radius, Vector3 Colour)[] spots, float softness) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var colour = ground;
        foreach (var spot in spots)
        {
            var offset = new Vector2(x, y) - spot.Centre;
            var inside = spot.Radius - Math.Max(Math.Abs(offset.X), Math.Abs(offset.Y));
            if (inside > -softness)
            {
                colour = Vector3.Lerp(colour, spot.Colour, Math.Clamp((spot.Radius - offset.Length()) / softness + .5f, 0, 1));
            }
        }

        return colour;
    }
}

/// <summary>A sheet of paper that lies on something else, with a shadow at two of its sides.</summary>
internal sealed class SheetSurface(Surface sheet, Surface table, Vector2 corner, Vector2 size, float shadow) : Surface
{
    /// <inheritdoc/>
    public override Vector3 At(float x, float y)
    {
        var from = new Vector2(x, y) - corner;
        var outside = Math.Max(Math.Max(-from.X, from.X - size.X), Math.Max(-from.Y, from.Y - size.Y));
        if (outside <= 0)
        {
            return sheet.At(x, y);
        }

        var shaded = from.X > shadow && from.Y > shadow && outside < shadow;
        return table.At(x, y) * (shaded ? .6f + .4f * outside / shadow : 1);
    }
}
