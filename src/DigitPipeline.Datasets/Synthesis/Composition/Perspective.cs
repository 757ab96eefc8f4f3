using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>How the camera sees the paper.</summary>
internal static class Perspective
{
    /// <summary>A view of a paper of the given size that moves each of its corners a little, or a small turn.</summary>
    public static Projection Choose(CounterRandom random, Vector2 size)
    {
        if (random.Chance(.35))
        {
            var turn = (float)(random.Normal() * .07);
            float cosine = MathF.Cos(turn), sine = MathF.Sin(turn), x = size.X / 2, y = size.Y / 2;
            return Projection.Affine(cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y);
        }

        var reach = Math.Min(size.X, size.Y) * .09f;
        Span<Vector2> corners = [Moved(0, 0), Moved(size.X, 0), Moved(size.X, size.Y), Moved(0, size.Y)];
        return FromUnitSquare(corners).After(Projection.Affine(1 / size.X, 0, 0, 0, 1 / size.Y, 0));

        Vector2 Moved(float x, float y) => new(x + reach * Math.Clamp((float)random.Normal(), -2, 2), y + reach * Math.Clamp((float)random.Normal(), -2, 2));
    }

    /// <summary>The map of the unit square's corners (clockwise from the origin) to four points (Heckbert 1989).</summary>
    private static Projection FromUnitSquare(ReadOnlySpan<Vector2> to)
    {
        Vector2 one = to[1] - to[2], two = to[3] - to[2], sum = to[0] - to[1] + to[2] - to[3];
        var determinant = one.X * two.Y - two.X * one.Y;
        var g = (sum.X * two.Y - two.X * sum.Y) / determinant;
        var h = (one.X * sum.Y - sum.X * one.Y) / determinant;
        return new(
            new(to[1].X - to[0].X + g * to[1].X, to[3].X - to[0].X + h * to[3].X, to[0].X),
            new(to[1].Y - to[0].Y + g * to[1].Y, to[3].Y - to[0].Y + h * to[3].Y, to[0].Y),
            new(g, h, 1));
    }
}
