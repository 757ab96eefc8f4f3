using System.Buffers.Binary;

namespace DigitPipeline.Datasets.Images;

/// <summary>The segments of a JPEG file (ITU T.81, annex B), walked without decoding.</summary>
internal static class JpegSegments
{
    private const byte EndOfImage = 0xd9;
    private const byte StartOfScan = 0xda;

    /// <summary>Width and height of the frame header, or null where there is none before the first scan.</summary>
    public static (long Width, long Height)? Size(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; Next(bytes, at) is { } segment && segment.Marker is not (EndOfImage or StartOfScan); at = segment.End)
        {
            // C4, C8 and CC are tables and a reserved code among the frame headers.
            if (segment.Marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc) && segment.End - segment.Data >= 6)
            {
                var size = bytes[(segment.Data + 1)..];
                return (BinaryPrimitives.ReadUInt16BigEndian(size[2..]), BinaryPrimitives.ReadUInt16BigEndian(size));
            }
        }

        return null;
    }

    /// <summary>
    /// Where the file breaks off: the byte at which a segment is cut or, after the last scan, the end marker is missing; null where
    /// the file is whole. What follows the end marker is of no matter.
    /// </summary>
    public static int? Cut(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (Next(bytes, at) is { } segment)
        {
            if (segment.Marker == EndOfImage)
            {
                return null;
            }

            at = segment.Marker == StartOfScan ? EndOfScan(bytes, segment.End) : segment.End;
        }

        return Math.Min(at, bytes.Length);
    }

    /// <summary>The segment that starts at or after a byte; null where it is cut.</summary>
    private static (byte Marker, int Data, int End)? Next(ReadOnlySpan<byte> bytes, int at)
    {
        // Bytes before a marker are passed over and a marker may be padded with FF, as decoders allow it.
        while (at < bytes.Length && bytes[at] != 0xff)
        {
            at++;
        }

        while (at < bytes.Length && bytes[at] == 0xff)
        {
            at++;
        }

        if (at >= bytes.Length)
        {
            return null;
        }

        var marker = bytes[at++];
        if (marker is 0x00 or 0x01 or (>= 0xd0 and <= 0xd9))
        {
            return (marker, at, at);
        }

        if (at + 2 > bytes.Length)
        {
            return null;
        }

        var end = at + Math.Max((ushort)2, BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]));
        return end <= bytes.Length ? (marker, at + 2, end) : null;
    }

    /// <summary>The first marker after a scan's data, in which FF 00 is a byte and FF D0 to FF D7 are restarts.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (bytes[at..].IndexOf((byte)0xff) is >= 0 and var found)
        {
            at += found;
            if (at + 1 >= bytes.Length)
            {
                break;
            }

            if (bytes[at + 1] is not (0x00 or 0xff or (>= 0xd0 and <= 0xd7)))
            {
                return at;
            }

            at += bytes[at + 1] == 0xff ? 1 : 2;
        }

        return bytes.Length;
    }
}
