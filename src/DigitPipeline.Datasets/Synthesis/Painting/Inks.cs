using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>One colour.</summary>
internal sealed class SolidInk(Vector3 colour) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover) => colour;
}

/// <summary>Colours that follow each other along a direction across the glyph, as in gradients and metal foil.</summary>
internal sealed class GradientInk(Vector3[] stops, Vector2 direction) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        var along = Math.Clamp((spot.X * direction.X + spot.Y * direction.Y) / 40 + .5f, 0, .9999f) * (stops.Length - 1);
        return Vector3.Lerp(stops[(int)along], stops[(int)along + 1], along - (int)along);
    }
}

/// <summary>Inflated foil: light from above on a rounded body, with wrinkles and hard reflections.</summary>
internal sealed class FoilInk(Vector3 dark, Vector3 body, Vector3 shine, Grain grain, float phase, float wrinkle) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        var fold = grain.At(spot.X * .9f + phase, spot.Y * .9f) - .5f;
        var light = MathF.Sin(spot.Y * .22f + spot.X * .12f + phase + fold * wrinkle + spot.Depth * .35f);
        var colour = light < 0 ? Vector3.Lerp(body, dark, light * light) : Vector3.Lerp(body, shine, light * light * light);
        return Vector3.Lerp(dark, colour, Math.Clamp(.35f + spot.Depth * .3f, 0, 1));
    }
}

/// <summary>Two colours in a repeating pattern: stripes, dots or checks.</summary>
internal sealed class PatternInk(Vector3 ground, Vector3 figure, PatternKind kind, float period, float angle) : Ink
{
    private readonly float cosine = MathF.Cos(angle), sine = MathF.Sin(angle);

    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        float x = (spot.X * cosine + spot.Y * sine) / period, y = (spot.Y * cosine - spot.X * sine) / period;
        x -= MathF.Floor(x);
        y -= MathF.Floor(y);
        var figured = kind switch
        {
            PatternKind.Stripes => x < .5f,
            PatternKind.Dots => (x - .5f) * (x - .5f) + (y - .5f) * (y - .5f) < .09f,
            _ => x < .5f ^ y < .5f,
        };
        return figured ? figure : ground;
    }
}

/// <summary>The patterns of <see cref="PatternInk"/>.</summary>
internal enum PatternKind
{
    /// <summary>Parallel bars.</summary>
    Stripes,

    /// <summary>Round dots in rows.</summary>
    Dots,

    /// <summary>Squares of a chessboard.</summary>
    Checks,
}

/// <summary>Cloudy paint that runs between two colours, as watercolour does; darker at its rim.</summary>
internal sealed class WashInk(Vector3 one, Vector3 other, Grain grain, float scale, float phase) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        var share = grain.At((spot.X + phase) * scale, (spot.Y - phase) * scale);
        var colour = Vector3.Lerp(one, other, share);
        return spot.Depth < 1.5f ? colour * .88f : colour;
    }
}

/// <summary>Wax, chalk, pencil or a dry brush: a colour that the paper's grain shows through.</summary>
internal sealed class DryInk(Vector3 colour, Grain grain, Vector2 scale, float dryness, float phase) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        var tooth = grain.At(spot.Column * scale.X + phase, spot.Row * scale.Y);
        cover *= Math.Clamp(1.25f - dryness * tooth * 1.6f + spot.Depth * .04f, .12f, 1);
        return colour;
    }
}

/// <summary>Lines along the strokes, as of letters drawn with several parallel pens.</summary>
internal sealed class ContourInk(Vector3 ground, Vector3 line, float period) : Ink
{
    /// <inheritdoc/>
    public override Vector3 At(in InkSpot spot, ref float cover)
    {
        var part = spot.Depth / period;
        part -= MathF.Floor(part);
        return Vector3.Lerp(line, ground, Math.Clamp((MathF.Abs(part - .5f) - .2f) * 8, 0, 1));
    }
}
