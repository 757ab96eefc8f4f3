using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Evaluation.Pictures;

/// <summary>A picture of the report as JPEG.</summary>
internal static class JpegPicture
{
    /// <summary>Encodes, made smaller where a side is longer than <paramref name="longest"/> pixels.</summary>
    public static byte[] Encode(RgbImage picture, int longest, int quality = 82) => ImageEncoder.Jpeg(SmallerPicture.Of(picture, longest), quality);
}
