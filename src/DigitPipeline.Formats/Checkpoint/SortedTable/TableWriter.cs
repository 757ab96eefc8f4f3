using System.Buffers.Binary;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>Writes a sorted table in LevelDB's layout, with TensorFlow's block size and without compression.</summary>
internal sealed class TableWriter(Stream output)
{
    private const int BlockSize = 256 * 1024;
    private const int RestartInterval = 16;

    private readonly BlockBuilder data = new(RestartInterval);
    private readonly BlockBuilder index = new(restartInterval: 1);
    private long offset;
    private byte[] lastKey = [];
    private BlockHandle? closed;

    /// <summary>Appends an entry; keys come in rising order of their bytes.</summary>
    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        Announce(next => KeyShortening.Separator(lastKey, next), key);
        data.Add(key, value);
        lastKey = key;
        if (data.EstimatedSize >= BlockSize)
        {
            closed = WriteBlock(data.Finish());
        }
    }

    /// <summary>Writes what is left and the index of the blocks.</summary>
    public void Finish()
    {
        if (!data.IsEmpty)
        {
            closed = WriteBlock(data.Finish());
        }

        var metaIndex = WriteBlock(new BlockBuilder(RestartInterval).Finish());
        Announce(_ => KeyShortening.Successor(lastKey), []);
        var indexHandle = WriteBlock(index.Finish());
        Span<byte> footer = stackalloc byte[TableFooter.Size];
        new TableFooter(metaIndex, indexHandle).Write(footer);
        output.Write(footer);
    }

    private void Announce(Func<byte[], byte[]> key, byte[] next)
    {
        if (closed is { } handle)
        {
            Span<byte> stored = stackalloc byte[BlockHandle.LongestSize];
            index.Add(key(next), stored[..handle.Write(stored)]);
            closed = null;
        }
    }

    private BlockHandle WriteBlock(ReadOnlySpan<byte> block)
    {
        var handle = new BlockHandle((ulong)offset, (ulong)block.Length);
        Span<byte> trailer = stackalloc byte[TableFooter.BlockTrailerSize];
        trailer[0] = TableFooter.Uncompressed;
        var crc = Crc32C.Append(Crc32C.Compute(block), trailer[..1]);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[1..], Crc32C.Mask(crc));
        output.Write(block);
        output.Write(trailer);
        offset += block.Length + trailer.Length;
        return handle;
    }
}
