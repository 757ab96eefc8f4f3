using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Images;
using SkiaSharp;

namespace DigitPipeline.Evaluation.Pictures;

/// <summary>A picture of the report as JPEG.</summary>
internal static class JpegPicture
{
    /// <summary>Encodes, made smaller where a side is longer than <paramref name="longest"/> pixels.</summary>
    public static byte[] Encode(RgbImage picture, int longest, int quality = 82)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = new byte[picture.Width * picture.Height * 4];
        for (int from = 0, to = 0; from < picture.Pixels.Length; from += 3, to += 4)
        {
            picture.Pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
            pixels[to + 3] = 255;
        }

        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        var factor = Math.Min(1, (double)longest / Math.Max(picture.Width, picture.Height));
        if (factor == 1)
        {
            return Encode(bitmap, quality);
        }

        using var smaller = bitmap.Resize(
            new SKSizeI(Math.Max(1, (int)(picture.Width * factor)), Math.Max(1, (int)(picture.Height * factor))),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Encode(smaller, quality);
    }

    private static byte[] Encode(SKBitmap bitmap, int quality)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
