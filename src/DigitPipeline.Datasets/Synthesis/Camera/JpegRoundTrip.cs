using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Synthesis.Painting;
using SkiaSharp;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>What a picture looks like after it was kept as JPEG.</summary>
internal static class JpegRoundTrip
{
    /// <summary>Encodes at a quality from 1 to 100 and decodes again.</summary>
    public static Canvas Apply(Canvas canvas, int quality) => Canvas.FromImage(Apply(canvas.ToImage(), quality));

    /// <summary>Encodes at a quality from 1 to 100 and decodes again.</summary>
    public static RgbImage Apply(RgbImage image, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        for (int i = 0, o = 0; i < image.Pixels.Length; i += 3, o += 4)
        {
            (pixels[o], pixels[o + 1], pixels[o + 2], pixels[o + 3]) = (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2], 255);
        }

        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore))
            ?? throw new InvalidOperationException("The JPEG encoder gave nothing.");
        using var decoded = SKBitmap.Decode(data.AsSpan(), bitmap.Info) ?? throw new InvalidOperationException("The JPEG decoder gave nothing.");
        var source = decoded.GetPixelSpan();
        var bytes = new byte[image.Pixels.Length];
        for (int i = 0, o = 0; i < bytes.Length; i += 3, o += 4)
        {
            (bytes[i], bytes[i + 1], bytes[i + 2]) = (source[o], source[o + 1], source[o + 2]);
        }

        return new(image.Width, image.Height, bytes);
    }
}
