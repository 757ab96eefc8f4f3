using SkiaSharp;

namespace DigitPipeline.Datasets.Images;

/// <summary>Pictures as files. The same picture gives the same bytes.</summary>
public static class ImageEncoder
{
    /// <summary>A baseline JPEG with colour at half the resolution.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">From 1 to 100.</param>
    public static byte[] Jpeg(RgbImage image, int quality = 90) =>
        Encode(image, pixels => pixels.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore)));

    /// <summary>A PNG of 8 bits a channel.</summary>
    public static byte[] Png(RgbImage image) =>
        Encode(image, pixels => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9)));

    private static byte[] Encode(RgbImage image, Func<SKPixmap, SKData?> encode)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var target = bitmap.GetPixelSpan();
        for (int from = 0, to = 0; from < image.Pixels.Length; from += 3, to += 4)
        {
            (target[to], target[to + 1], target[to + 2], target[to + 3]) = (image.Pixels[from], image.Pixels[from + 1], image.Pixels[from + 2], 255);
        }

        using var pixels = bitmap.PeekPixels();
        using var data = encode(pixels) ?? throw new InvalidOperationException(FormattableString.Invariant(
            $"A picture of {image.Width} x {image.Height} pixels could not be encoded."));
        return data.ToArray();
    }
}
