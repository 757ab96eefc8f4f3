using System.Buffers.Binary;
using System.Text;
using CsCheck;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using DigitPipeline.Formats.Checksums;

namespace DigitPipeline.Formats.Tests.Checkpoint.SortedTable;

public class TableTests
{
    [Fact]
    public void Entries_of_several_blocks_are_read_as_they_were_written() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3000], Gen.Byte).Sample((count, size, fill) =>
        {
            var entries = Enumerable.Range(0, count)
                .Select(i => (Key: Encoding.ASCII.GetBytes($"prefix/{i:D6}/suffix"), Value: Enumerable.Repeat((byte)(fill + i), size).ToArray()))
                .ToList();
            var read = new TableReader(Write(entries), "a").Entries().ToList();
            Assert.Equal(entries.Select(entry => entry.Key), read.Select(entry => entry.Key));
            Assert.Equal(entries.Select(entry => entry.Value), read.Select(entry => entry.Value.ToArray()));
        }, iter: 20);

    [Theory]
    [InlineData("abc1", "abc9x", "abc2")]
    [InlineData("abc1", "abc2", "abc1")]
    [InlineData("abc", "abcd", "abc")]
    [InlineData("a\u007fb", "b", "a\u007fb")]
    public void A_separator_is_the_shortest_key_between_two_blocks(string last, string next, string separator) =>
        Assert.Equal(Encoding.ASCII.GetBytes(separator), KeyShortening.Separator(Encoding.ASCII.GetBytes(last), Encoding.ASCII.GetBytes(next)));

    [Fact]
    public void The_separator_is_never_below_the_last_key_and_always_below_the_next() =>
        Gen.Select(Gen.Byte.Array[1, 6], Gen.Byte.Array[1, 6]).Where((a, b) => a.AsSpan().SequenceCompareTo(b) < 0).Sample((last, next) =>
        {
            var separator = KeyShortening.Separator(last, next);
            Assert.True(separator.AsSpan().SequenceCompareTo(last) >= 0 && separator.AsSpan().SequenceCompareTo(next) < 0);
            Assert.True(KeyShortening.Successor(last).AsSpan().SequenceCompareTo(last) >= 0);
        });

    [Fact]
    public void A_successor_passes_over_the_highest_bytes()
    {
        Assert.Equal([0xff, 0x62], KeyShortening.Successor([0xff, 0x61, 0x7a]));
        Assert.Equal([0xff, 0xff], KeyShortening.Successor([0xff, 0xff]));
    }

    [Fact]
    public void Snappy_blocks_are_read()
    {
        var table = Snappy(Write([([1], [7, 7, 7]), ([2], new byte[500])]));
        Assert.Equal([3, 500], new TableReader(table, "a").Entries().Select(entry => entry.Value.Length));
    }

    [Fact]
    public void A_snappy_block_that_announces_too_much_is_refused_without_allocating()
    {
        var table = Snappy(Write([([1], [7, 7, 7])]), content => [0xff, 0xff, 0xff, 0xff, 0x07, .. content.AsSpan(1)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<FormatException>(() => new TableReader(table, "a").Entries().Count());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
        Assert.Contains("announces 2147483647 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_grow_far_beyond_the_file_are_refused()
    {
        // Each entry takes a few bytes and repeats a long key.
        var block = new BlockBuilder(int.MaxValue);
        for (var i = 0; i < 5000; i++)
        {
            block.Add([.. new byte[3000], (byte)(i >> 8), (byte)i], []);
        }

        var error = Assert.Throws<FormatException>(() => BlockReader.Entries(block.Finish(), default, "a", 40_000).Count());
        Assert.Contains("not written in good faith", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_out_of_order_are_refused() =>
        Assert.Contains(
            "not in rising order",
            Assert.Throws<FormatException>(() => new TableReader(Write([([2], []), ([1], [])]), "a").Entries().Count()).Message,
            StringComparison.Ordinal);

    private static byte[] Write(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        using var file = new MemoryStream();
        var table = new TableWriter(file);
        foreach (var (key, value) in entries)
        {
            table.Add(key, value);
        }

        table.Finish();
        return file.ToArray();
    }

    // The first block anew, in the snappy format, in a table with the same footer layout.
    private static byte[] Snappy(byte[] table, Func<byte[], byte[]>? change = null)
    {
        var block = new BlockBuilder(16);
        foreach (var entry in new TableReader(table, "a").Entries())
        {
            block.Add(entry.Key, entry.Value.Span);
        }

        var compressed = Snappier.Snappy.CompressToArray(block.Finish());
        using var file = new MemoryStream();
        var data = Append(file, change?.Invoke(compressed) ?? compressed, TableFooter.Snappy);
        var meta = Append(file, new BlockBuilder(1).Finish(), TableFooter.Uncompressed);
        var index = new BlockBuilder(1);
        var handle = new byte[BlockHandle.LongestSize];
        var length = data.Write(handle);
        index.Add([byte.MaxValue], handle.AsSpan(0, length));
        var footer = new byte[TableFooter.Size];
        new TableFooter(meta, Append(file, index.Finish(), TableFooter.Uncompressed)).Write(footer);
        file.Write(footer);
        return file.ToArray();
    }

    private static BlockHandle Append(MemoryStream file, byte[] block, byte compression)
    {
        var handle = new BlockHandle((ulong)file.Position, (ulong)block.Length);
        byte[] content = [.. block, compression];
        file.Write(content);
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32C.Masked(content));
        file.Write(crc);
        return handle;
    }
}
