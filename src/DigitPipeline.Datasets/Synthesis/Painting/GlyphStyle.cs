using System.Numerics;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>A way of lettering that the digits of a scene share; each may have colours of its own.</summary>
internal sealed class GlyphStyle
{
    private readonly StyleKind kind;
    private readonly float edge, depthSize, period, angle, dryness;
    private readonly Vector2 direction;
    private readonly DepthKind depth;
    private readonly PatternKind pattern;
    private readonly Vector2 grainScale;
    private readonly bool gloss, gradient, rimmed;

    private GlyphStyle(CounterRandom random, StyleKind kind)
    {
        this.kind = kind;
        edge = (float)(.9 * Math.Pow(4.2, random.NextDouble()));
        depth = random.NextDouble() switch { < .76 => DepthKind.None, < .86 => DepthKind.SoftShadow, < .92 => DepthKind.HardShadow, _ => DepthKind.Extrusion };
        depth = kind == StyleKind.Dry ? DepthKind.None : depth;
        depthSize = (float)random.Uniform(1.2, 4.5);
        var slope = (float)random.Uniform(-1, 1) * .9f;
        direction = random.Chance(.75) ? new(0, random.Chance(.5) ? 1 : -1) : Vector2.Normalize(new(1, slope));
        period = (float)random.Uniform(3.2, 9);
        angle = random.Chance(.5) ? random.Next(2) * MathF.PI / 2 : (float)random.Uniform(0, Math.PI);
        pattern = (PatternKind)random.Next(3);
        dryness = (float)random.Uniform(.3, .95);
        grainScale = random.Chance(.6) ? new Vector2((float)random.Uniform(.4, 1.1)) : new((float)random.Uniform(.15, .4), (float)random.Uniform(.6, 1.2));
        gloss = random.Chance(.35);
        gradient = random.Chance(.4);
        rimmed = random.Chance(.45);
    }

    /// <summary>What the digits' strokes should at least be thickened by, for patterns to have room.</summary>
    public float Bolder => kind is StyleKind.Pattern or StyleKind.Foil or StyleKind.Contour or StyleKind.Inline or StyleKind.Wash ? 1.1f : 0;

    /// <summary>Whether an edge of another colour surrounds the shape, so that its fill need not stand out.</summary>
    public bool HasEdge => kind is StyleKind.Outlined or StyleKind.Doubled or StyleKind.Hollow || (rimmed && kind is StyleKind.Pattern or StyleKind.Wash);

    /// <summary>Whether sides of the edge's colour adjoin the body, which must stand out from them.</summary>
    public bool HasSides => depth == DepthKind.Extrusion;

    /// <summary>Whether little ink makes the digit, so that it needs more contrast.</summary>
    public bool IsFaint => kind is StyleKind.Dry or StyleKind.Contour or StyleKind.Hollow;

    /// <summary>A style for printed or for written digits.</summary>
    public static GlyphStyle Choose(CounterRandom random, double plainShare, bool written)
    {
        if (random.Chance(plainShare))
        {
            return new(random, StyleKind.Plain);
        }

        return new(random, random.Next(100) switch
        {
            < 40 when written => StyleKind.Dry,
            < 55 when written => StyleKind.Plain,
            < 65 when written => StyleKind.Gradient,
            < 78 when written => StyleKind.Wash,
            < 90 when written => StyleKind.Outlined,
            < 96 when written => StyleKind.Hollow,
            _ when written => StyleKind.Pattern,
            < 23 => StyleKind.Outlined,
            < 31 => StyleKind.Doubled,
            < 41 => StyleKind.Hollow,
            < 53 => StyleKind.Gradient,
            < 65 => StyleKind.Foil,
            < 75 => StyleKind.Pattern,
            < 84 => StyleKind.Wash,
            < 90 => StyleKind.Dry,
            < 95 => StyleKind.Contour,
            _ => StyleKind.Inline,
        });
    }

    /// <summary>The layers of one digit.</summary>
    /// <param name="random">For what differs from digit to digit.</param>
    /// <param name="main">Colour of its body.</param>
    /// <param name="other">A second colour.</param>
    /// <param name="rim">Colour of its edge.</param>
    /// <param name="behind">Colour of the ground.</param>
    public List<Layer> Layers(CounterRandom random, Vector3 main, Vector3 other, Vector3 rim, Vector3 behind)
    {
        var layers = new List<Layer>();
        var reach = kind is StyleKind.Outlined ? edge : kind is StyleKind.Doubled ? 2.1f * edge : kind is StyleKind.Hollow ? edge / 2 : 0;
        AddDepth(layers, rim, other, behind, reach);
        Ink body = gradient ? new GradientInk([main, Vector3.Lerp(main, other, .7f)], direction) : new SolidInk(main);
        var phase = (float)random.Uniform(0, 128);
        switch (kind)
        {
            case StyleKind.Outlined:
                layers.Add(new(new SolidInk(rim)) { From = -edge });
                layers.Add(new(body));
                break;
            case StyleKind.Doubled:
                layers.Add(new(new SolidInk(rim)) { From = -2.1f * edge });
                layers.Add(new(new SolidInk(Vector3.Lerp(behind, Colours.White, .5f))) { From = -.9f * edge });
                layers.Add(new(body));
                break;
            case StyleKind.Hollow:
                if (rimmed)
                {
                    layers.Add(new(new SolidInk(Vector3.Lerp(behind, main, .25f))));
                }

                layers.Add(new(new SolidInk(rim)) { From = -edge / 2, To = Math.Max(edge / 2, .8f) });
                break;
            case StyleKind.Gradient:
                layers.Add(new(new GradientInk(random.Chance(.3) ? [main, other, main] : [main, other], direction)));
                break;
            case StyleKind.Foil:
                layers.Add(new(new FoilInk(main * .45f, main, Vector3.Lerp(main, Colours.White, .75f), Grain.Of(GlyphSplit.Train, false, 0), phase, dryness * 9)));
                break;
            case StyleKind.Pattern:
                AddRim(layers, rim);
                layers.Add(new(new PatternInk(main, other, pattern, period, angle)));
                break;
            case StyleKind.Wash:
                AddRim(layers, rim);
                layers.Add(new(new WashInk(main, other, Grain.Of(GlyphSplit.Train, false, 1), .5f + dryness, phase)));
                break;
            case StyleKind.Dry:
                layers.Add(new(new DryInk(main, Grain.Of(GlyphSplit.Train, true, 1), grainScale, dryness, phase)) { Softness = .8f });
                break;
            case StyleKind.Contour:
                layers.Add(new(new ContourInk(Vector3.Lerp(behind, main, gloss ? .35f : 0), main, period * .45f)));
                break;
            case StyleKind.Inline:
                layers.Add(new(body));
                layers.Add(new(new SolidInk(Vector3.Lerp(main, behind, .8f))) { From = 1 + edge * .6f });
                break;
            default:
                layers.Add(new(body));
                break;
        }

        if (gloss && kind is StyleKind.Outlined or StyleKind.Doubled)
        {
            layers.Add(new(new SolidInk(Colours.White)) { From = 1.2f + edge * .5f, To = 2.4f + edge * .5f, Offset = new(-.9f, -.9f), Opacity = .6f, Softness = .8f });
        }

        return layers;
    }

    private void AddRim(List<Layer> layers, Vector3 rim)
    {
        if (rimmed)
        {
            layers.Add(new(new SolidInk(rim)) { From = -edge * .7f });
        }
    }

    private void AddDepth(List<Layer> layers, Vector3 rim, Vector3 other, Vector3 behind, float reach)
    {
        var towards = new Vector2(angle < 1.6f ? .8f : -.8f, 1) * depthSize;
        switch (depth)
        {
            case DepthKind.SoftShadow:
                layers.Add(new(new SolidInk(behind * .25f)) { From = -reach, Softness = 1.5f + depthSize, Offset = towards * .7f, Opacity = .45f, IsInk = false });
                break;
            case DepthKind.HardShadow:
                layers.Add(new(new SolidInk(Vector3.Lerp(behind, Colours.Luma(behind) > 90 ? Vector3.Zero : other, .4f))) { From = -reach, Offset = towards * .6f, IsInk = false });
                break;
            case DepthKind.Extrusion:
                var side = new SolidInk(Vector3.Lerp(rim, other, .1f));
                var steps = (int)MathF.Ceiling(depthSize);
                for (var step = steps; step > 0; step--)
                {
                    layers.Add(new(side) { From = -reach, Offset = towards * step / steps });
                }

                break;
        }
    }
}
