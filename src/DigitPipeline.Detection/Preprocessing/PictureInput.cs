using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Detection.Preprocessing;

/// <summary>How a picture becomes the network's input: <c>value * Scale + Offset</c> for each channel, then the resize.</summary>
/// <param name="Scale">Factor of all channels.</param>
/// <param name="Offset">Summand for R, G and B.</param>
/// <param name="Resize">Kind of resize.</param>
public sealed record PictureInput(float Scale, IReadOnlyList<float> Offset, ResizeKind Resize)
{
    /// <summary>How the picture's proportions are kept; none where it is stretched to the input's size.</summary>
    public AspectKeeping? Aspect { get; init; }

    /// <summary>The part of an input of this size that the picture fills, normalised; its top left corner is (0, 0).</summary>
    public Box WindowOf(int pictureHeight, int pictureWidth, int height, int width)
    {
        var (high, wide) = SizeOf(pictureHeight, pictureWidth, height, width);
        return new Box(0, 0, (float)high / height, (float)wide / width);
    }

    /// <summary>Writes the picture as <c>[height, width, 3]</c> into <paramref name="target"/>.</summary>
    public void Fill(RgbImage picture, int height, int width, Span<float> target)
    {
        var lookup = Lookup();
        var pixels = picture.Pixels;
        var (high, wide) = SizeOf(picture.Height, picture.Width, height, width);
        if ((high, wide) == (height, width))
        {
            FillWhole(pixels, lookup, (picture.Height, picture.Width), (high, wide), target);
            return;
        }

        var resized = new float[high * wide * 3];
        FillWhole(pixels, lookup, (picture.Height, picture.Width), (high, wide), resized);
        Pad(resized, (high, wide), width, target);
    }

    /// <summary>The same for a picture whose values, 0 to 255, are not bytes.</summary>
    public void Fill(float[] picture, int pictureHeight, int pictureWidth, int height, int width, Span<float> target)
    {
        var values = new float[picture.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (picture[i] * Scale) + Offset[i % 3];
        }

        var size = SizeOf(pictureHeight, pictureWidth, height, width);
        if (size == (height, width))
        {
            ResizeOrCopy(values, (pictureHeight, pictureWidth), size, target);
            return;
        }

        var resized = new float[size.Height * size.Width * 3];
        ResizeOrCopy(values, (pictureHeight, pictureWidth), size, resized);
        Pad(resized, size, width, target);
    }

    /// <summary>The picture resized in bytes (rounded), so that a training sample is seen as inference will see it.</summary>
    public RgbImage ResizePicture(RgbImage picture, int height, int width)
    {
        var identity = new PictureInput(1, [0, 0, 0], Resize);
        var values = new float[height * width * 3];
        identity.Fill(picture, height, width, values);
        return new RgbImage(width, height, Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round(value), 0, 255)));
    }

    /// <summary>Resizes values <c>[height, width, 3]</c> without normalising or padding them.</summary>
    public static void ResizeValues(
        ResizeKind kind, ReadOnlySpan<float> values, (int Height, int Width) from, (int Height, int Width) to, Span<float> target)
    {
        switch (kind)
        {
            case ResizeKind.Antialiased:
                AntialiasedResize.Apply(values, from.Height, from.Width, to.Height, to.Width, target);
                break;
            case ResizeKind.LegacyBilinear:
                LegacyBilinearResize.Apply(values, from.Height, from.Width, to.Height, to.Width, target);
                break;
            default:
                Func<int, int, TapResize.Tap[][]> taps = kind switch
                {
                    ResizeKind.LegacyNearest => TapResize.Nearest,
                    ResizeKind.LegacyArea => TapResize.Area,
                    _ => TapResize.Bicubic,
                };
                TapResize.Apply(values, from.Width, taps(from.Height, to.Height), taps(from.Width, to.Width), target);
                break;
        }
    }

    private (int Height, int Width) SizeOf(int pictureHeight, int pictureWidth, int height, int width) =>
        Aspect?.SizeOf(pictureHeight, pictureWidth) ?? (height, width);

    private void FillWhole(
        ReadOnlySpan<byte> pixels, float[] lookup, (int Height, int Width) from, (int Height, int Width) to, Span<float> target)
    {
        if (from == to)
        {
            Normalize(pixels, lookup, target);
            return;
        }

        var values = new float[pixels.Length];
        Normalize(pixels, lookup, values);
        ResizeValues(Resize, values, from, to, target);
    }

    private void ResizeOrCopy(float[] values, (int Height, int Width) from, (int Height, int Width) to, Span<float> target)
    {
        if (from == to)
        {
            values.CopyTo(target);
            return;
        }

        ResizeValues(Resize, values, from, to, target);
    }

    private void Pad(ReadOnlySpan<float> picture, (int Height, int Width) size, int width, Span<float> target)
    {
        var pad = Aspect!.PadValues;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = pad[i % 3];
        }

        for (var y = 0; y < size.Height; y++)
        {
            picture.Slice(y * size.Width * 3, size.Width * 3).CopyTo(target[(y * width * 3)..]);
        }
    }

    private static void Normalize(ReadOnlySpan<byte> pixels, float[] lookup, Span<float> target)
    {
        for (var i = 0; i < pixels.Length; i += 3)
        {
            target[i] = lookup[pixels[i]];
            target[i + 1] = lookup[256 + pixels[i + 1]];
            target[i + 2] = lookup[512 + pixels[i + 2]];
        }
    }

    private float[] Lookup()
    {
        var lookup = new float[3 * 256];
        for (var i = 0; i < lookup.Length; i++)
        {
            lookup[i] = ((i % 256) * Scale) + Offset[i / 256];
        }

        return lookup;
    }
}
