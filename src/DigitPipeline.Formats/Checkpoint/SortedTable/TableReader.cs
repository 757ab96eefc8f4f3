using System.Buffers.Binary;
using DigitPipeline.Formats.Checksums;
using Snappier;

namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>Reads a sorted table that lies in memory; every block is checked against its CRC.</summary>
/// <param name="table">The file's bytes.</param>
/// <param name="name">The file's name in errors.</param>
internal sealed class TableReader(ReadOnlyMemory<byte> table, string name)
{
    // A copy of 64 bytes, the longest, takes three bytes in the snappy format.
    private const long MostSnappyExpansion = 32;

    /// <summary>All entries in the order of their keys.</summary>
    /// <exception cref="FormatException">Not a table, or a damaged one.</exception>
    public IEnumerable<TableEntry> Entries()
    {
        var blocks = BlockReader.Entries(Block(IndexHandle(), "index block"), IndexHandle(), name, table.Length);
        byte[]? last = null;
        foreach (var block in blocks)
        {
            if (BlockHandle.Read(block.Value.Span) is not { } handle)
            {
                throw FormatException.InBytes(name, block.BlockOffset, "the place of a data block is damaged in the index block");
            }

            foreach (var entry in BlockReader.Entries(Block(handle, "data block"), handle, name, table.Length))
            {
                if (last is not null && last.AsSpan().SequenceCompareTo(entry.Key) >= 0)
                {
                    throw FormatException.InBytes(name, entry.BlockOffset, "the keys of this block are not in rising order");
                }

                last = entry.Key;
                yield return entry;
            }
        }
    }

    private BlockHandle IndexHandle()
    {
        var bytes = table.Span;
        if (bytes.Length < TableFooter.Size)
        {
            throw FormatException.InBytes(
                name,
                0,
                $"the file has {bytes.Length} bytes, a table has at least {TableFooter.Size}: it was cut or is no checkpoint index");
        }

        var start = bytes.Length - TableFooter.Size;
        var magic = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
        if (magic != TableFooter.Magic)
        {
            throw FormatException.InBytes(
                name,
                bytes.Length - sizeof(ulong),
                $"the file ends in {magic:x16}, a table ends in {TableFooter.Magic:x16}: it was cut or is no checkpoint index");
        }

        return TableFooter.ReadIndex(bytes[start..])
            ?? throw FormatException.InBytes(name, start, "the place of the index block is damaged in the footer");
    }

    private ReadOnlyMemory<byte> Block(BlockHandle handle, string what)
    {
        var room = (ulong)(table.Length - TableFooter.Size);
        if (handle.Offset > room || handle.Size > room - handle.Offset || room - handle.Offset - handle.Size < TableFooter.BlockTrailerSize)
        {
            throw FormatException.InBytes(
                name, table.Length - TableFooter.Size, $"a {what} of {handle.Size} bytes at byte {handle.Offset} does not lie in the file");
        }

        var (start, size) = ((int)handle.Offset, (int)handle.Size);
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(start + size + 1)..]);
        var computed = Crc32C.Masked(table.Span.Slice(start, size + 1));
        if (stored != computed)
        {
            throw FormatException.InBytes(
                name, start, $"the masked CRC of the {what} is {computed:x8}, the file says {stored:x8}: the block is damaged");
        }

        var content = table.Slice(start, size);
        return table.Span[start + size] switch
        {
            TableFooter.Uncompressed => content,
            TableFooter.Snappy => Decompress(content, start),
            var other => throw FormatException.InBytes(name, start + size, $"compression {other} of the {what} is unknown"),
        };
    }

    private byte[] Decompress(ReadOnlyMemory<byte> content, int start)
    {
        try
        {
            var announced = Snappy.GetUncompressedLength(content.Span);
            if (announced < 0 || announced > MostSnappyExpansion * content.Length)
            {
                throw FormatException.InBytes(
                    name, start, $"the block announces {announced} bytes, more than {content.Length} compressed ones can hold");
            }

            return Snappy.DecompressToArray(content.Span);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or InvalidOperationException)
        {
            throw FormatException.InBytes(name, start, $"the block's snappy compression is damaged ({exception.Message})", exception);
        }
    }
}
