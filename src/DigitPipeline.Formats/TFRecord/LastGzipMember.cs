using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitPipeline.Formats.TFRecord;

/// <summary>
/// The end of a gzip file. It may hold several streams one after the other (RFC 1952, as <c>cat a.gz b.gz</c> makes them), and nothing
/// says where they start.
/// </summary>
internal static class LastGzipMember
{
    private const int Chunk = 16 * 1024;
    private const int SmallestMember = 18;
    private const int MostTried = 16;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b, 8];

    /// <summary>
    /// The size that the last bytes of the file state (modulo 2^32).
    /// </summary>
    /// <exception cref="InvalidDataException">The file has no room for a gzip stream.</exception>
    public static uint StatedSize(Stream file, long start)
    {
        if (file.Length - start < SmallestMember)
        {
            throw new InvalidDataException("the gzip stream ends early");
        }

        Span<byte> size = stackalloc byte[sizeof(uint)];
        file.Seek(-size.Length, SeekOrigin.End);
        file.ReadExactly(size);
        return BinaryPrimitives.ReadUInt32LittleEndian(size);
    }

    /// <summary>Whether the file ends with a complete stream that starts after its first one.</summary>
    /// <param name="file">A file that can seek; its position is lost.</param>
    /// <param name="start">Where the first stream starts.</param>
    public static bool IsWhole(Stream file, long start)
    {
        var stated = StatedSize(file, start);
        var buffer = new byte[Chunk];
        return Starts(file, start).Where(at => file.Length - at >= SmallestMember).Take(MostTried).Any(at => SizeFrom(file, at, buffer) is { } size && (uint)size == stated);
    }

    // From the last one back. What only looks like a start does not decompress, and is soon seen.
    private static IEnumerable<long> Starts(Stream file, long start)
    {
        var buffer = new byte[Chunk + Magic.Length - 1];
        for (var end = file.Length; end > start + 1;)
        {
            var from = Math.Max(start + 1, end - Chunk);
            var window = buffer.AsMemory(0, (int)Math.Min(end - from + Magic.Length - 1, file.Length - from));
            file.Position = from;
            file.ReadExactly(window.Span);
            for (var at = window.Span.LastIndexOf(Magic); at >= 0; at = window.Span[..(at + Magic.Length - 1)].LastIndexOf(Magic))
            {
                yield return from + at;
            }

            end = from;
        }
    }

    private static long? SizeFrom(Stream file, long at, byte[] buffer)
    {
        file.Position = at;
        try
        {
            using var member = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            var size = 0L;
            for (var read = member.Read(buffer); read > 0; read = member.Read(buffer))
            {
                size += read;
            }

            return size;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
