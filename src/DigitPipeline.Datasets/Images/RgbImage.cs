namespace DigitPipeline.Datasets.Images;

/// <summary>A decoded picture: 8 bits a channel, rows from the top, <c>[height, width, 3]</c> in R, G, B order, no padding.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps <paramref name="pixels"/>, which is not copied.</summary>
    /// <exception cref="ArgumentException">The array's length is not <c>height * width * 3</c>.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        if (width <= 0 || height <= 0 || pixels.LongLength != (long)width * height * 3)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{pixels.LongLength} bytes do not make a picture of {width} x {height} x 3."), nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The bytes, <c>[height, width, 3]</c>.</summary>
    public byte[] Pixels { get; }
}
