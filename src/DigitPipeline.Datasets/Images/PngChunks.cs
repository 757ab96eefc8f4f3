using System.Buffers.Binary;
using System.IO.Hashing;

namespace DigitPipeline.Datasets.Images;

/// <summary>The chunks of a PNG file (ISO/IEC 15948, section 5), walked without decoding.</summary>
internal static class PngChunks
{
    private const int Signature = 8;
    private const int Frame = 12;

    // Deflate expands a byte to at most 1032: 258 bytes for 2 bits.
    private const long MostExpansion = 1032;

    /// <summary>
    /// The first problem with its byte, or null: a chunk that is cut, a critical chunk with a wrong CRC, no end chunk, or less data
    /// than the picture needs however well it is compressed.
    /// </summary>
    public static (long Offset, string Problem)? Problem(ReadOnlySpan<byte> bytes, PictureHeader header)
    {
        long data = 0;
        for (var at = Signature; at < bytes.Length;)
        {
            var length = at + Frame <= bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : uint.MaxValue;
            if (length > bytes.Length - at - Frame)
            {
                return (at, "the PNG file is cut here");
            }

            var kind = bytes.Slice(at + 4, 4);
            var body = bytes.Slice(at + 4, (int)length + 4);
            var stored = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]);
            if (char.IsAsciiLetterUpper((char)kind[0]) && Crc32.HashToUInt32(body) != stored)
            {
                return (at, "the PNG chunk here does not fit its CRC: it is damaged");
            }

            if (kind.SequenceEqual("IEND"u8))
            {
                return Rows(bytes[24], bytes[25], header) > data * MostExpansion
                    ? (at, FormattableString.Invariant(
                        $"{data} bytes of compressed data cannot hold {header.Width} x {header.Height} pixels"))
                    : null;
            }

            data += kind.SequenceEqual("IDAT"u8) ? length : 0;
            at += Frame + (int)length;
        }

        return (bytes.Length, "the PNG file is cut: its end chunk (IEND) is missing");
    }

    private static long Rows(int depth, int colour, PictureHeader header)
    {
        var channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return (long)header.Width * header.Height * channels * depth / 8;
    }
}
