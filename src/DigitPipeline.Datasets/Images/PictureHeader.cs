using System.Buffers.Binary;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Images;

/// <summary>Format and size of a picture, from its first bytes and without decoding.</summary>
/// <param name="Format">The format.</param>
/// <param name="Width">Width in pixels, as stored: an orientation mark (EXIF) is not followed.</param>
/// <param name="Height">Height in pixels, as stored.</param>
public readonly record struct PictureHeader(PictureFormat Format, int Width, int Height)
{
    /// <summary>Longest side that is read, in pixels.</summary>
    public const int LongestSide = 65_500;

    /// <summary>Most pixels that are read.</summary>
    public const long MostPixels = 200_000_000;

    /// <summary>Reads the header; <paramref name="name"/> is the file's name in errors. Allocates nothing.</summary>
    /// <exception cref="FormatException">
    /// An empty file, none of the five formats, a header that is cut, or a picture that is too large.
    /// </exception>
    public static PictureHeader Read(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
        {
            throw FormatException.InFile(name, "the file is empty, expected a picture; fetch or export it again, or remove it");
        }

        var format = PictureFormats.Detect(bytes) ?? throw FormatException.InBytes(
            name, 0, $"the file starts with {Start(bytes)}, expected a JPEG, PNG, BMP, GIF or WebP picture; convert it, or remove it");
        var size = format switch
        {
            PictureFormat.Jpeg => JpegSegments.Size(bytes),
            PictureFormat.Png => Png(bytes),
            PictureFormat.Bmp => Bmp(bytes),
            PictureFormat.Gif => Gif(bytes),
            _ => Webp(bytes),
        };
        var (width, height) = size ?? throw FormatException.InBytes(
            name,
            bytes.Length,
            $"the {format.Shown()} header that gives width and height is cut or damaged; fetch or export the picture again");
        return width is >= 1 and <= LongestSide && height is >= 1 and <= LongestSide && width * height <= MostPixels
            ? new PictureHeader(format, (int)width, (int)height)
            : throw FormatException.InFile(name, FormattableString.Invariant(
                $"the {format.Shown()} header claims {width} x {height} pixels, expected sides from 1 to {LongestSide} ")
                + FormattableString.Invariant($"and at most {MostPixels} pixels; make the picture smaller"));
    }

    private static string Start(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes[..Math.Min(8, bytes.Length)]);

    private static (long, long)? Png(ReadOnlySpan<byte> bytes) => bytes.Length >= 24 && bytes[12..16].SequenceEqual("IHDR"u8)
        ? (BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]))
        : null;

    private static (long, long)? Gif(ReadOnlySpan<byte> bytes) => bytes.Length >= 10
        ? (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
        : null;

    /// <summary>A negative height stands for rows from the top.</summary>
    private static (long, long)? Bmp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 26)
        {
            return null;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) == 12
            ? (BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]))
            : (BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])));
    }

    private static (long, long)? Webp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
        {
            return null;
        }

        var chunk = bytes[12..16];
        if (chunk.SequenceEqual("VP8 "u8))
        {
            return (
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3fff,
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3fff);
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return ((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1);
        }

        return chunk.SequenceEqual("VP8X"u8)
            ? (
                (BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) & 0xffffff) + 1,
                (BinaryPrimitives.ReadUInt32LittleEndian(bytes[26..]) >> 8) + 1)
            : null;
    }
}
