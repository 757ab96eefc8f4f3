using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Detection.Preprocessing;

/// <summary>How a picture becomes the network's input: <c>value * Scale + Offset</c> for each channel, then the resize.</summary>
/// <param name="Scale">Factor of all channels.</param>
/// <param name="Offset">Summand for R, G and B.</param>
/// <param name="Resize">Kind of resize.</param>
public sealed record PictureInput(float Scale, IReadOnlyList<float> Offset, ResizeKind Resize)
{
    /// <summary>Writes the picture as <c>[height, width, 3]</c> into <paramref name="target"/>.</summary>
    public void Fill(RgbImage picture, int height, int width, Span<float> target)
    {
        var lookup = Lookup();
        var pixels = picture.Pixels;
        if (picture.Height == height && picture.Width == width)
        {
            Normalize(pixels, lookup, target);
            return;
        }

        var values = new float[pixels.Length];
        Normalize(pixels, lookup, values);
        if (Resize == ResizeKind.Antialiased)
        {
            AntialiasedResize.Apply(values, picture.Height, picture.Width, height, width, target);
        }
        else
        {
            LegacyBilinearResize.Apply(values, picture.Height, picture.Width, height, width, target);
        }
    }

    /// <summary>The picture resized in bytes (rounded), so that a training sample is seen as inference will see it.</summary>
    public RgbImage ResizePicture(RgbImage picture, int height, int width)
    {
        var identity = this with { Scale = 1, Offset = [0, 0, 0] };
        var values = new float[height * width * 3];
        identity.Fill(picture, height, width, values);
        return new RgbImage(width, height, Array.ConvertAll(values, value => (byte)Math.Clamp(MathF.Round(value), 0, 255)));
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

/// <summary>How pictures of other sizes are brought to the network's size; the aspect ratio is not kept.</summary>
public enum ResizeKind
{
    /// <summary>TensorFlow 1's bilinear resize: no half-pixel centres, no antialiasing. The Object Detection API's.</summary>
    LegacyBilinear,

    /// <summary>Triangle filter as wide as a target pixel, half-pixel centres: ONNX Resize with <c>linear</c> and <c>antialias = 1</c>.</summary>
    Antialiased,
}
