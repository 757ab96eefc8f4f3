using DigitPipeline.Datasets.Images;
using SkiaSharp;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Pictures as files.</summary>
internal static class TestPicture
{
    public static byte[] Png(RgbImage picture)
    {
        using var bitmap = new SKBitmap(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Pixels = [.. Enumerable.Range(0, picture.Width * picture.Height).Select(i =>
            new SKColor(picture.Pixels[3 * i], picture.Pixels[3 * i + 1], picture.Pixels[3 * i + 2]))];
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
