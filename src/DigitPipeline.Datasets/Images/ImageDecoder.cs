using SkiaSharp;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Images;

/// <summary>
/// Decodes pictures as the original does (TensorFlow's <c>decode_image(channels=3)</c> with the accurate DCT): to 8-bit RGB; alpha is
/// dropped and not blended; of 16 bits the upper 8 count; of an animation the first frame; the orientation mark (EXIF) is not
/// followed and no colour profile applied. Palettes of BMP files are followed, where TensorFlow gives their indices.
/// </summary>
public static class ImageDecoder
{
    // The shortest code is one bit for the mean of a block of 8 x 8 pixels.
    private const long MostJpegPixelsPerByte = 8 * 8 * 8;

    /// <summary>Decodes a file's bytes; <paramref name="name"/> is the file's name in errors.</summary>
    /// <exception cref="FormatException">
    /// As <see cref="PictureHeader.Read"/>, or the file is cut or damaged. As in the original, damaged bytes inside of a JPEG's
    /// compressed data and bytes after its end go unnoticed.
    /// </exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> bytes, string name) => Decode(bytes, name, out _);

    /// <summary>The same, with the orientation mark (EXIF) that was not followed: from 1, upright, to 8.</summary>
    internal static RgbImage Decode(ReadOnlyMemory<byte> bytes, string name, out int orientation)
    {
        var header = Check(bytes.Span, name);
        using var data = Copy(bytes);
        using var codec = SKCodec.Create(data) ?? throw Damaged(name, header, "its headers are damaged");
        orientation = (int)codec.EncodedOrigin;
        if (codec.Info.Width != header.Width || codec.Info.Height != header.Height)
        {
            throw Damaged(name, header, FormattableString.Invariant(
                $"its header says {header.Width} x {header.Height} pixels and its data {codec.Info.Width} x {codec.Info.Height}"));
        }

        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, alpha)))
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"{name}: there is no memory for {header.Width} x {header.Height} pixels"));
        }

        return codec.GetPixels(bitmap.Info, bitmap.GetPixels()) switch
        {
            SKCodecResult.Success => Rgb(bitmap),
            SKCodecResult.IncompleteInput => throw Damaged(name, header, "it ends before its last row of pixels"),
            var result => throw Damaged(name, header, $"it cannot be decoded ({result})"),
        };
    }

    /// <summary>
    /// Format and size, after the checks that need no decoding: the header, and for JPEG and PNG that the file is there to its end.
    /// </summary>
    /// <exception cref="FormatException">As <see cref="Decode(ReadOnlyMemory{byte}, string)"/>, as far as it can be seen without decoding.</exception>
    public static PictureHeader Check(ReadOnlySpan<byte> bytes, string name)
    {
        var header = PictureHeader.Read(bytes, name);
        if (header.Format == PictureFormat.Jpeg && JpegSegments.Cut(bytes) is { } cut)
        {
            throw FormatException.InBytes(name, cut, "the JPEG file is cut: its end marker is missing; fetch or export the picture again");
        }

        if (header.Format == PictureFormat.Jpeg && (long)header.Width * header.Height > MostJpegPixelsPerByte * bytes.Length)
        {
            throw Damaged(name, header, FormattableString.Invariant(
                $"{bytes.Length} bytes cannot hold {header.Width} x {header.Height} pixels"));
        }

        return header.Format == PictureFormat.Png && PngChunks.Problem(bytes, header) is var (offset, problem)
            ? throw FormatException.InBytes(name, offset, $"{problem}; fetch or export the picture again")
            : header;
    }

    private static SKData Copy(ReadOnlyMemory<byte> bytes)
    {
        var data = SKData.Create(bytes.Length);
        bytes.Span.CopyTo(data.Span);
        return data;
    }

    private static RgbImage Rgb(SKBitmap bitmap)
    {
        var from = bitmap.GetPixelSpan();
        var pixels = GC.AllocateUninitializedArray<byte>(from.Length / 4 * 3);
        for (int source = 0, target = 0; source < from.Length; source += 4, target += 3)
        {
            from.Slice(source, 3).CopyTo(pixels.AsSpan(target, 3));
        }

        return new RgbImage(bitmap.Width, bitmap.Height, pixels);
    }

    private static FormatException Damaged(string name, PictureHeader header, string problem) =>
        FormatException.InFile(name, $"the {header.Format.Shown()} picture is damaged or cut: {problem}; fetch or export it again");
}
