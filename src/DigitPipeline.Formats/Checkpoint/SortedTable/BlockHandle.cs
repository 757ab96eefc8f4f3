namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>Where a block lies in the file, without its trailer.</summary>
internal readonly record struct BlockHandle(ulong Offset, ulong Size)
{
    /// <summary>Bytes of the longest stored form.</summary>
    public const int LongestSize = 2 * Varint.LongestSize;

    /// <summary>Writes the stored form and returns its size.</summary>
    public int Write(Span<byte> target)
    {
        var size = Varint.Write(target, Offset);
        return size + Varint.Write(target[size..], Size);
    }

    /// <summary>Reads the stored form; null where it is damaged.</summary>
    public static BlockHandle? Read(ReadOnlySpan<byte> source)
    {
        var first = Varint.Read(source, out var offset);
        return first > 0 && Varint.Read(source[first..], out var size) > 0 ? new BlockHandle(offset, size) : null;
    }
}
