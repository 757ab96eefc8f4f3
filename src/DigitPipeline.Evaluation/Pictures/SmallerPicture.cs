using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Images;
using SkiaSharp;

namespace DigitPipeline.Evaluation.Pictures;

/// <summary>Pictures no larger than they are looked at.</summary>
internal static class SmallerPicture
{
    /// <summary>The picture, made smaller where a side is longer than <paramref name="longest"/> pixels.</summary>
    public static RgbImage Of(RgbImage picture, int longest)
    {
        var factor = (double)longest / Math.Max(picture.Width, picture.Height);
        if (factor >= 1)
        {
            return picture;
        }

        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = new byte[picture.Width * picture.Height * 4];
        for (int from = 0, to = 0; from < picture.Pixels.Length; from += 3, to += 4)
        {
            picture.Pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
            pixels[to + 3] = 255;
        }

        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        var size = new SKSizeI(Math.Max(1, (int)(picture.Width * factor)), Math.Max(1, (int)(picture.Height * factor)));
        using var smaller = bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        var source = smaller.GetPixelSpan();
        var result = new byte[size.Width * size.Height * 3];
        for (int from = 0, to = 0; to < result.Length; from += 4, to += 3)
        {
            source.Slice(from, 3).CopyTo(result.AsSpan(to));
        }

        return new RgbImage(size.Width, size.Height, result);
    }
}
