using System.Buffers.Binary;

namespace DigitPipeline.Datasets.Images;

/// <summary>
/// How small a file can be for the size that its header claims: a damaged header must not allocate a gigabyte. PNG is judged by its
/// chunks (<see cref="PngChunks"/>); WebP has no limit of that kind.
/// </summary>
internal static class SmallestFile
{
    // A block of 8 x 8 pixels takes at least one bit, the shortest code for its mean.
    private const long JpegPixelsPerByte = 8 * 8 * 8;

    // A code of LZW stands for at most 4096 pixels, and has more than 8 bits when it does.
    private const long GifPixelsPerByte = 4096;

    /// <summary>True where <paramref name="bytes"/> can hold the picture.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, PictureHeader header)
    {
        var pixels = (long)header.Width * header.Height;
        return header.Format switch
        {
            PictureFormat.Jpeg => pixels <= JpegPixelsPerByte * bytes.Length,
            PictureFormat.Gif => pixels <= GifPixelsPerByte * bytes.Length,
            PictureFormat.Bmp => BmpRows(bytes, header) <= bytes.Length,
            _ => true,
        };
    }

    /// <summary>Bytes of the rows, each padded to a multiple of 4; 0 where they are compressed.</summary>
    private static long BmpRows(ReadOnlySpan<byte> bytes, PictureHeader header)
    {
        const int Uncompressed = 0;
        const int BitFields = 3;
        var old = BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) == 12;
        if (!old && (bytes.Length < 34 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[30..]) is not (Uncompressed or BitFields)))
        {
            return 0;
        }

        var depth = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(old ? 24 : 28)..]);
        return (((long)header.Width * depth) + 31) / 32 * 4 * header.Height;
    }
}
