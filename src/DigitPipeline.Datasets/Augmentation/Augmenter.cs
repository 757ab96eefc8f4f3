using System.Numerics;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Camera;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Augmentation;

/// <summary>Varies annotated pictures: frame, light, colour, lens, storage. Holds no state; may be used from several threads.</summary>
public sealed class Augmenter(AugmentationOptions options)
{
    /// <summary>A variation of a picture: a pure function of the picture and of <paramref name="random"/>'s stream.</summary>
    /// <param name="source">The picture; it is not changed.</param>
    /// <param name="random">The stream to draw from; it advances.</param>
    /// <returns>A picture of the options' size with the boxes that it still shows, cut to its frame.</returns>
    public AnnotatedImage Apply(AnnotatedImage source, CounterRandom random)
    {
        var framing = random.Chance(options.KeepShare)
            ? new Framing(Projection.Identity)
            : Framing.Choose(random, options, source.Objects, (float)source.Image.Width / source.Image.Height);
        var canvas = Warp(Reduced(source.Image, framing.Map), framing.Map, random);
        var objects = new List<GroundTruth>();
        var cut = new List<Box>();
        foreach (var annotated in source.Objects)
        {
            var box = framing.Move(annotated.Box).Clip();
            var seen = framing.Visible(annotated.Box);
            if (seen >= options.MinVisible && box.Height * options.Height >= 3 && box.Width * options.Width >= 2)
            {
                objects.Add(annotated with { Box = box });
            }
            else if (seen > 0)
            {
                cut.Add(box);
            }
        }

        cut.ForEach(box => PaintOver(canvas, box));
        Photograph(canvas, random);
        return source with { Image = canvas.ToImage(), Objects = objects };
    }

    private Canvas Warp(Canvas image, Projection map, CounterRandom random)
    {
        var canvas = new Canvas(options.Width, options.Height);
        var back = Projection.Affine(image.Width, 0, 0, 0, image.Height, 0).After(map.Inverse()).After(Projection.Affine(1f / options.Width, 0, 0, 0, 1f / options.Height, 0));
        var stretched = random.Chance(.5);
        var border = random.Chance(options.BorderShare) ? Colours.Any(random) : Pixel(image, random.Next(image.Width), 0);
        for (var y = 0; y < options.Height; y++)
        {
            for (var x = 0; x < options.Width; x++)
            {
                var point = back.Map(x + .5f, y + .5f) - new Vector2(.5f);
                var outside = point.X < -1 || point.Y < -1 || point.X > image.Width || point.Y > image.Height;
                canvas.Pixels[y * options.Width + x] = outside && !stretched ? border : Sample(image, point);
            }
        }

        return canvas;
    }

    // Interpolation between pixels skips most of a picture that shrinks: it is filtered down first, as before inference.
    private Canvas Reduced(RgbImage image, Projection map)
    {
        var canvas = Canvas.FromImage(image);
        int width = (int)(options.Width * Math.Max(1, map.X.X)), height = (int)(options.Height * Math.Max(1, map.Y.Y));
        return image.Width > 1.25 * width || image.Height > 1.25 * height
            ? Resampling.Resize(canvas, Math.Min(width, image.Width), Math.Min(height, image.Height))
            : canvas;
    }

    private static Vector3 Sample(Canvas image, Vector2 point)
    {
        float x = Math.Clamp(point.X, 0, image.Width - 1), y = Math.Clamp(point.Y, 0, image.Height - 1);
        int left = (int)x, top = (int)y, right = Math.Min(left + 1, image.Width - 1), bottom = Math.Min(top + 1, image.Height - 1);
        var upper = Vector3.Lerp(Pixel(image, left, top), Pixel(image, right, top), x - left);
        return Vector3.Lerp(upper, Vector3.Lerp(Pixel(image, left, bottom), Pixel(image, right, bottom), x - left), y - top);
    }

    private static Vector3 Pixel(Canvas image, int x, int y) => image.Pixels[y * image.Width + x];

    // A digit that is cut off must not stand there unannotated: it takes the colour of its surroundings.
    private void PaintOver(Canvas canvas, Box box)
    {
        var area = box.Scale(options.Height, options.Width);
        int left = (int)area.XMin, right = Math.Min(options.Width, (int)area.XMax + 1), top = (int)area.YMin, bottom = Math.Min(options.Height, (int)area.YMax + 1);
        var inner = new[] { (left, top), (right - 1, top), (left, bottom - 1), (right - 1, bottom - 1) }
            .Where(p => p.Item1 > 0 && p.Item2 > 0 && p.Item1 < options.Width - 1 && p.Item2 < options.Height - 1).Append((left, top)).First();
        var colour = canvas.Pixels[Math.Min(inner.Item2, options.Height - 1) * options.Width + Math.Min(inner.Item1, options.Width - 1)];
        for (var y = top; y < bottom; y++)
        {
            canvas.Pixels.AsSpan(y * options.Width + left, Math.Max(0, right - left)).Fill(colour);
        }
    }

    private void Photograph(Canvas canvas, CounterRandom random)
    {
        if (random.Chance(options.LightShare))
        {
            CameraEffects.Light(canvas, random);
        }

        if (random.Chance(options.ToneShare))
        {
            CameraEffects.Tone(canvas, random);
        }

        Recolour(canvas, random.Chance(options.PermuteShare) ? random.Next(1, 6) : 0, random.Chance(options.InvertShare));
        if (random.Chance(options.BlurShare))
        {
            CameraEffects.Blur(canvas, random);
        }

        if (random.Chance(options.NoiseShare))
        {
            CameraEffects.Noise(canvas, random);
        }

        if (random.Chance(options.JpegShare))
        {
            JpegLoss.Apply(canvas, random.Next(options.MinJpegQuality, 95));
        }
    }

    private static void Recolour(Canvas canvas, int order, bool invert)
    {
        if (order == 0 && !invert)
        {
            return;
        }

        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            var p = canvas.Pixels[i];
            p = order switch
            {
                1 => new(p.X, p.Z, p.Y),
                2 => new(p.Y, p.X, p.Z),
                3 => new(p.Y, p.Z, p.X),
                4 => new(p.Z, p.X, p.Y),
                5 => new(p.Z, p.Y, p.X),
                _ => p,
            };
            canvas.Pixels[i] = invert ? Colours.White - p : p;
        }
    }
}
