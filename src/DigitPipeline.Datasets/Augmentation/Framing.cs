using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Augmentation;

/// <summary>Where the pixels of a varied picture come from: an affine map of the normalised source to the normalised frame.</summary>
internal sealed record Framing(Projection Map)
{
    private const int Trials = 10;

    /// <summary>Chooses a frame that cuts no digit too much, if one of ten trials does.</summary>
    public static Framing Choose(CounterRandom random, AugmentationOptions options, IReadOnlyList<GroundTruth> objects, float sourceAspect)
    {
        var least = objects.Count == 0 ? 1 : objects.Min(o => o.Box.Height);
        var lowest = Math.Min(1, Math.Max(options.MinZoom, options.MinBoxHeight / Math.Max(least, 1e-3)));
        var framing = new Framing(Projection.Identity);
        for (var trial = 0; trial < Trials; trial++)
        {
            framing = Draw(random, options, lowest, sourceAspect);
            if (objects.All(o => framing.Visible(o.Box) is var seen && (seen <= 0 || seen >= options.MinVisible)) && (objects.Count == 0 || objects.Any(o => framing.Visible(o.Box) > 0)))
            {
                break;
            }
        }

        return framing;
    }

    /// <summary>
    /// The box around a digit that filled <paramref name="box"/>: of a turned box, the box around the ellipse that touches its sides,
    /// which is nearer to the ink than the one around its corners.
    /// </summary>
    public Box Move(Box box)
    {
        var centre = Map.Map((box.XMin + box.XMax) / 2, (box.YMin + box.YMax) / 2);
        float halfWidth = box.Width / 2, halfHeight = box.Height / 2;
        var x = MathF.Sqrt(Square(Map.X.X * halfWidth) + Square(Map.X.Y * halfHeight));
        var y = MathF.Sqrt(Square(Map.Y.X * halfWidth) + Square(Map.Y.Y * halfHeight));
        return new(centre.Y - y, centre.X - x, centre.Y + y, centre.X + x);
    }

    /// <summary>The part of a moved box that is inside the frame, in [0, 1].</summary>
    public float Visible(Box box)
    {
        var moved = Move(box);
        return moved.Area > 0 ? moved.Clip().Area / moved.Area : 0;
    }

    private static Framing Draw(CounterRandom random, AugmentationOptions options, double lowest, float sourceAspect)
    {
        var zoom = lowest * Math.Pow(options.MaxZoom / lowest, random.NextDouble());
        var aspect = Math.Exp(random.Normal() * options.AspectSpread);
        float across = (float)(zoom * aspect), down = (float)(zoom / aspect);
        var turn = random.Chance(options.TurnShare) ? (float)(random.Normal() * options.TurnSpread) : 0;
        // A turn by a small angle in the source's pixels, whose sides differ from the frame's.
        float skewX = -turn / sourceAspect * across, skewY = turn * sourceAspect * down;
        var offsetX = (float)random.Uniform(Math.Min(0, 1 - across), Math.Max(0, 1 - across)) - skewX / 2;
        var offsetY = (float)random.Uniform(Math.Min(0, 1 - down), Math.Max(0, 1 - down)) - skewY / 2;
        return new(Projection.Affine(across, skewX, offsetX, skewY, down, offsetY));
    }

    private static float Square(float value) => value * value;
}
