using System.Buffers.Binary;

namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>The end of a table: where its two index blocks lie, and the mark by which a table is known.</summary>
internal readonly record struct TableFooter(BlockHandle MetaIndex, BlockHandle Index)
{
    /// <summary>Bytes of a footer.</summary>
    public const int Size = 2 * BlockHandle.LongestSize + sizeof(ulong);

    /// <summary>Bytes after each block: how it is compressed, and its masked CRC.</summary>
    public const int BlockTrailerSize = 5;

    /// <summary>Mark of a block that is stored as it is.</summary>
    public const byte Uncompressed = 0;

    /// <summary>Mark of a block in the snappy format.</summary>
    public const byte Snappy = 1;

    /// <summary>The mark in the last 8 bytes.</summary>
    public const ulong Magic = 0xdb4775248b80fb57;

    /// <summary>Writes the footer.</summary>
    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        var size = MetaIndex.Write(target);
        Index.Write(target[size..]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[(Size - sizeof(ulong))..], Magic);
    }

    /// <summary>Reads a footer; the caller has checked the mark.</summary>
    /// <returns>Null where the place of the index is damaged. The meta index is not looked at: TensorFlow leaves it empty.</returns>
    public static BlockHandle? ReadIndex(ReadOnlySpan<byte> footer)
    {
        var handles = footer[..(2 * BlockHandle.LongestSize)];
        var skipped = Varint.Read(handles, out _);
        skipped = skipped == 0 ? 0 : skipped + Varint.Read(handles[skipped..], out _);
        return BlockHandle.Read(handles[skipped..]);
    }
}
