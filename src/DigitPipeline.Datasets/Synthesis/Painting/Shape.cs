using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>A flat shape given by the distance of points from its edge, positive inside, around the origin.</summary>
internal abstract record Shape
{
    /// <summary>Half the sides of a rectangle around the shape.</summary>
    public abstract Vector2 Reach { get; }

    /// <summary>Distance of a point from the edge in pixels.</summary>
    public abstract float Depth(Vector2 point);

    /// <summary>Fills the shape, or with a finite <paramref name="to"/> draws its rim.</summary>
    public void Paint(Canvas canvas, in Projection view, Vector2 centre, Vector3 colour, float opacity = 1, float from = 0, float to = float.PositiveInfinity, float softness = 1)
    {
        var toCanvas = view.After(Projection.Affine(1, 0, centre.X, 0, 1, centre.Y));
        var reach = Reach + new Vector2(softness + 1 + Math.Max(0, -from));
        Span<Vector2> corners = [toCanvas.Map(-reach.X, -reach.Y), toCanvas.Map(reach.X, -reach.Y), toCanvas.Map(-reach.X, reach.Y), toCanvas.Map(reach.X, reach.Y)];
        Vector2 low = corners[0], high = corners[0];
        foreach (var corner in corners)
        {
            (low, high) = (Vector2.Min(low, corner), Vector2.Max(high, corner));
        }

        var back = toCanvas.Inverse();
        for (var y = Math.Max(0, (int)low.Y); y < Math.Min(canvas.Height, (int)high.Y + 2); y++)
        {
            for (var x = Math.Max(0, (int)low.X); x < Math.Min(canvas.Width, (int)high.X + 2); x++)
            {
                var depth = Depth(back.Map(x + .5f, y + .5f));
                var cover = Math.Clamp(Math.Min(depth - from, to - depth) / softness + .5f, 0, 1) * opacity;
                if (cover > 0)
                {
                    ref var pixel = ref canvas.Pixels[y * canvas.Width + x];
                    pixel = Vector3.Lerp(pixel, colour, cover);
                }
            }
        }
    }
}

/// <summary>A rectangle with rounded corners; with the radius of half its side, a disc.</summary>
internal sealed record RoundedBox(float HalfWidth, float HalfHeight, float Corner) : Shape
{
    /// <inheritdoc/>
    public override Vector2 Reach => new(HalfWidth, HalfHeight);

    /// <inheritdoc/>
    public override float Depth(Vector2 point)
    {
        var beyond = Vector2.Abs(point) - new Vector2(HalfWidth - Corner, HalfHeight - Corner);
        return Corner - Vector2.Max(beyond, Vector2.Zero).Length() - Math.Min(Math.Max(beyond.X, beyond.Y), 0);
    }
}

/// <summary>A straight stroke with round ends, through the origin.</summary>
internal sealed record Stroke(Vector2 Half, float Radius) : Shape
{
    /// <inheritdoc/>
    public override Vector2 Reach => Vector2.Abs(Half) + new Vector2(Radius);

    /// <inheritdoc/>
    public override float Depth(Vector2 point)
    {
        var share = Math.Clamp(Vector2.Dot(point, Half) / (Half.LengthSquared() + 1e-6f), -1, 1);
        return Radius - (point - share * Half).Length();
    }
}

/// <summary>A star, or with few or shallow points a flower or a blot.</summary>
internal sealed record Star(float Radius, int Points, float Dent, float Turn) : Shape
{
    /// <inheritdoc/>
    public override Vector2 Reach => new(Radius);

    /// <inheritdoc/>
    public override float Depth(Vector2 point) =>
        Radius * (1 - Dent * (.5f + .5f * MathF.Cos(Points * (MathF.Atan2(point.Y, point.X) + Turn)))) - point.Length();
}

/// <summary>A heart.</summary>
internal sealed record Heart(float Radius) : Shape
{
    /// <inheritdoc/>
    public override Vector2 Reach => new(Radius * 1.1f);

    /// <inheritdoc/>
    public override float Depth(Vector2 point)
    {
        float x = MathF.Abs(point.X) / Radius, y = .25f - point.Y / Radius - MathF.Sqrt(MathF.Min(x, 1)) * .62f;
        return (.78f - MathF.Sqrt(x * x + y * y)) * Radius;
    }
}
