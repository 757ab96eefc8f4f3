using System.Buffers.Binary;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>
/// Tells how a TFRecord file is compressed. The format has no mark of its own, but a plain file proves itself by the CRC of its
/// first length, and compressed ones start as their formats say.
/// </summary>
public static class CompressionDetector
{
    /// <summary>The compression that fits the first bytes of a file; a file that fits none is taken as plain.</summary>
    public static TFRecordCompression Detect(ReadOnlySpan<byte> start)
    {
        if (start.Length >= TFRecord.HeaderSize
            && Crc32C.Masked(start[..8]) == BinaryPrimitives.ReadUInt32LittleEndian(start[8..]))
        {
            return TFRecordCompression.None;
        }

        if (start.Length >= 3 && start[0] == 0x1f && start[1] == 0x8b && start[2] == 8)
        {
            return TFRecordCompression.Gzip;
        }

        const int deflate = 8;
        var zlib = start.Length >= 2 && (start[0] & 15) == deflate && start[0] >> 4 <= 7 && ((start[0] << 8) | start[1]) % 31 == 0;
        return zlib ? TFRecordCompression.Zlib : TFRecordCompression.None;
    }
}
