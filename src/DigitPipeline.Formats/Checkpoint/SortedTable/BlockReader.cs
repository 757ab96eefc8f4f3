using System.Buffers.Binary;

namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>The entries of one block, read from first to last.</summary>
internal static class BlockReader
{
    // A whole key stands at every 16th entry at the latest, so the keys together cannot be longer than this many files.
    private const long MostKeyExpansion = 16;

    /// <summary>The entries of a block.</summary>
    /// <param name="block">The decompressed block.</param>
    /// <param name="handle">Where it lies.</param>
    /// <param name="name">The file's name in errors.</param>
    /// <param name="fileSize">Size of the file, which limits what its keys may grow to.</param>
    /// <exception cref="FormatException">An entry does not lie in the block.</exception>
    public static IEnumerable<TableEntry> Entries(ReadOnlyMemory<byte> block, BlockHandle handle, string name, long fileSize)
    {
        var end = EntriesEnd(block.Span);
        if (end < 0)
        {
            throw Error(handle, name, "the list of restart points does not lie in the block");
        }

        byte[] key = [];
        var position = 0;
        var budget = MostKeyExpansion * Math.Max(fileSize, block.Length);
        while (position < end)
        {
            if (Header(block.Span[position..end]) is not { } entry || entry.Shared > (ulong)key.Length)
            {
                throw Error(handle, name, $"the entry at byte {position} of the block is damaged");
            }

            budget -= (long)entry.Shared + (long)entry.Unshared;
            if (budget < 0)
            {
                throw Error(
                    handle, name, $"the keys are more than {MostKeyExpansion} times as long as the file: it was not written in good faith");
            }

            position += entry.Size;
            key = [.. key.AsSpan(0, (int)entry.Shared), .. block.Span.Slice(position, (int)entry.Unshared)];
            position += (int)entry.Unshared;
            yield return new TableEntry(key, block.Slice(position, (int)entry.Value), (long)handle.Offset);
            position += (int)entry.Value;
        }
    }

    private static int EntriesEnd(ReadOnlySpan<byte> block)
    {
        if (block.Length < sizeof(uint))
        {
            return -1;
        }

        var restarts = BinaryPrimitives.ReadUInt32LittleEndian(block[^sizeof(uint)..]);
        var end = block.Length - sizeof(uint) * (1L + restarts);
        return end < 0 ? -1 : (int)end;
    }

    private static (ulong Shared, ulong Unshared, ulong Value, int Size)? Header(ReadOnlySpan<byte> entry)
    {
        var first = Varint.Read(entry, out var shared);
        if (first == 0)
        {
            return null;
        }

        var second = Varint.Read(entry[first..], out var unshared);
        if (second == 0)
        {
            return null;
        }

        var third = Varint.Read(entry[(first + second)..], out var value);
        var size = first + second + third;
        var room = (ulong)(entry.Length - size);
        return third > 0 && unshared <= room && value <= room - unshared ? (shared, unshared, value, size) : null;
    }

    private static FormatException Error(BlockHandle handle, string name, string problem) =>
        FormatException.InBytes(name, (long)handle.Offset, problem);
}
