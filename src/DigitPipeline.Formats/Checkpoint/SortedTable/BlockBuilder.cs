using System.Buffers;
using System.Buffers.Binary;

namespace DigitPipeline.Formats.Checkpoint.SortedTable;

/// <summary>
/// The entries of one block: each key without the start that it shares with the one before, and a whole key every
/// <paramref name="restartInterval"/> entries, listed at the block's end.
/// </summary>
internal sealed class BlockBuilder(int restartInterval)
{
    private readonly ArrayBufferWriter<byte> entries = new();
    private readonly List<uint> restarts = [0];
    private byte[] lastKey = [];
    private int sinceRestart;

    /// <summary>True before the first entry.</summary>
    public bool IsEmpty => entries.WrittenCount == 0;

    /// <summary>Size of the block if it ended here.</summary>
    public int EstimatedSize => entries.WrittenCount + (restarts.Count + 1) * sizeof(uint);

    /// <summary>Appends an entry; keys come in rising order.</summary>
    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        var shared = 0;
        if (sinceRestart < restartInterval)
        {
            shared = lastKey.AsSpan().CommonPrefixLength(key);
        }
        else
        {
            restarts.Add((uint)entries.WrittenCount);
            sinceRestart = 0;
        }

        WriteVarint((ulong)shared);
        WriteVarint((ulong)(key.Length - shared));
        WriteVarint((ulong)value.Length);
        entries.Write(key.AsSpan(shared));
        entries.Write(value);
        lastKey = key;
        sinceRestart++;
    }

    /// <summary>The finished block; the builder starts anew.</summary>
    public byte[] Finish()
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (var restart in restarts)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, restart);
            entries.Write(number);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)restarts.Count);
        entries.Write(number);
        var block = entries.WrittenSpan.ToArray();
        entries.ResetWrittenCount();
        restarts.Clear();
        restarts.Add(0);
        lastKey = [];
        sinceRestart = 0;
        return block;
    }

    private void WriteVarint(ulong value)
    {
        Span<byte> buffer = stackalloc byte[Varint.LongestSize];
        entries.Write(buffer[..Varint.Write(buffer, value)]);
    }
}
