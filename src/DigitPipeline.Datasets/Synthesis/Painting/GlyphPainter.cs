using System.Numerics;
using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>Paints glyphs pixel by pixel through a projection, sampling their distance fields.</summary>
internal static class GlyphPainter
{
    private const float Centre = DistanceField.Size / 2f;

    /// <summary>Paints the layers from the first, lowest, to the last.</summary>
    /// <param name="canvas">What is painted on.</param>
    /// <param name="view">From the paper's pixels to the canvas's.</param>
    /// <param name="place">The glyph.</param>
    /// <param name="layers">Its layers.</param>
    /// <returns>The bounds of the ink on the canvas.</returns>
    public static InkBounds Paint(Canvas canvas, in Projection view, GlyphPlace place, IReadOnlyList<Layer> layers)
    {
        var bounds = new InkBounds();
        Span<float> shiftX = stackalloc float[DistanceField.Size], shiftY = stackalloc float[DistanceField.Size];
        for (var i = 0; i < DistanceField.Size; i++)
        {
            shiftX[i] = place.Wobble * (MathF.Sin(i * .17f + place.WobblePhase) + .5f * MathF.Sin(i * .41f + 2 * place.WobblePhase));
            shiftY[i] = place.Wobble * (MathF.Sin(i * .19f - place.WobblePhase) + .5f * MathF.Sin(i * .37f - 3 * place.WobblePhase));
        }

        foreach (var layer in layers)
        {
            var shifted = place with { X = place.X + layer.Offset.X * place.Scale, Y = place.Y + layer.Offset.Y * place.Scale };
            PaintLayer(canvas, view.After(shifted.ToPaper()), place, layer, shiftX, shiftY, ref bounds);
        }

        return bounds;
    }

    /// <summary>The rectangle on the canvas that holds the glyph grown by <paramref name="grow"/> field pixels: left, top, right, bottom.</summary>
    public static Vector4 Extent(in Projection toCanvas, DistanceField field, float grow)
    {
        Span<Vector2> corners =
        [
            toCanvas.Map(field.Left - grow - Centre, field.Top - grow - Centre), toCanvas.Map(field.Right + grow - Centre, field.Top - grow - Centre),
            toCanvas.Map(field.Left - grow - Centre, field.Bottom + grow - Centre), toCanvas.Map(field.Right + grow - Centre, field.Bottom + grow - Centre),
        ];
        Vector2 low = corners[0], high = corners[0];
        foreach (var corner in corners)
        {
            low = Vector2.Min(low, corner);
            high = Vector2.Max(high, corner);
        }

        return new(low.X, low.Y, high.X, high.Y);
    }

    private static void PaintLayer(
        Canvas canvas, in Projection toCanvas, GlyphPlace place, Layer layer, ReadOnlySpan<float> shiftX, ReadOnlySpan<float> shiftY, ref InkBounds bounds)
    {
        var field = place.Field;
        var grow = Math.Max(0, place.Bolder - layer.From) + layer.Softness + 1.5f * Math.Abs(place.Wobble) + 1;
        var extent = Extent(toCanvas, field, grow);
        int left = Math.Max(0, (int)extent.X), top = Math.Max(0, (int)extent.Y), right = Math.Min(canvas.Width, (int)extent.Z + 2), bottom = Math.Min(canvas.Height, (int)extent.W + 2);
        var back = toCanvas.Inverse();
        var affine = back.IsAffine;
        // One pixel of the canvas is this many of the field: the edge fades over it.
        var sharpness = 1 / Math.Max(layer.Softness, 1 / toCanvas.ScaleAt(0, 0));
        var from = layer.From - place.Bolder;
        var to = layer.To - place.Bolder;
        for (var y = top; y < bottom; y++)
        {
            var row = canvas.Pixels.AsSpan(y * canvas.Width, canvas.Width);
            for (var x = left; x < right; x++)
            {
                float px = x + .5f, py = y + .5f;
                var fx = back.X.X * px + back.X.Y * py + back.X.Z;
                var fy = back.Y.X * px + back.Y.Y * py + back.Y.Z;
                if (!affine)
                {
                    var w = 1 / (back.W.X * px + back.W.Y * py + back.W.Z);
                    fx *= w;
                    fy *= w;
                }

                if (Math.Abs(fx) >= Centre || Math.Abs(fy) >= Centre)
                {
                    continue;
                }

                var depth = field.At(fx + Centre + shiftX[(int)(fy + Centre)], fy + Centre + shiftY[(int)(fx + Centre)]);
                var cover = Math.Min((depth - from) * sharpness, (to - depth) * sharpness) + .5f;
                if (cover <= 0)
                {
                    continue;
                }

                cover = Math.Min(cover, 1) * layer.Opacity;
                if (layer.IsInk && cover > .4f)
                {
                    bounds.Add(x, y);
                }

                var colour = layer.Ink.At(new(fx, fy, depth - from, x, y), ref cover);
                row[x] = Vector3.Lerp(row[x], colour, cover);
            }
        }
    }
}
