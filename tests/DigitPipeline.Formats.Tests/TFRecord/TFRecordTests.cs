using System.Buffers.Binary;
using CsCheck;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Formats.Tests.TFRecord;

public class TFRecordTests
{
    private static readonly Gen<byte[][]> Records = Gen.Byte.Array[0, 40].Array[0, 6];

    [Fact]
    public void What_is_written_is_read_again_in_every_compression() =>
        Gen.Select(Records, Gen.Enum<TFRecordCompression>()).Sample((records, compression) =>
        {
            using var folder = new TemporaryFolder();
            Write(folder["a"], records, compression);
            var read = TFRecordReader.Read(folder["a"]).ToList();
            Assert.Equal(records, read.Select(record => record.Data.ToArray()));
            Assert.Equal(Enumerable.Range(0, records.Length).Select(i => (long)i), read.Select(record => record.Index));
        }, iter: 60);

    [Fact]
    public void A_file_cut_inside_of_a_record_is_an_error_with_the_record_and_its_offset()
    {
        var bytes = Bytes([1, 2, 3], [], [4, 5]);
        int[] ends = [0, 19, 35, 53];
        for (var length = 0; length <= bytes.Length; length++)
        {
            var cut = Read(bytes[..length]);
            var whole = ends.Count(end => end > 0 && end <= length);
            Assert.Equal(whole, cut.Records.Count);
            if (ends.Contains(length))
            {
                Assert.Null(cut.Error);
            }
            else
            {
                Assert.Equal(ends[whole], cut.Error?.Offset);
                Assert.Contains($"record {whole} (from 0)", cut.Error!.Problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_changed_byte_of_a_plain_file_is_noticed()
    {
        var bytes = Bytes([1, 2, 3], [], [4, 5]);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).Sample((position, change) =>
        {
            byte[] changed = [.. bytes];
            changed[position] ^= change;
            Assert.NotNull(Read(changed, TFRecordCompression.None).Error);
        });
    }

    [Theory]
    [InlineData(TFRecordCompression.Gzip)]
    [InlineData(TFRecordCompression.Zlib)]
    public void A_changed_or_cut_compressed_file_gives_an_error_or_the_same_records(TFRecordCompression compression)
    {
        using var folder = new TemporaryFolder();
        byte[][] records = [.. Enumerable.Range(0, 20).Select(i => Enumerable.Range(0, i).Select(j => (byte)(i * j)).ToArray())];
        Write(folder["a"], records, compression);
        var bytes = File.ReadAllBytes(folder["a"]);
        for (var position = 0; position < bytes.Length; position++)
        {
            byte[] changed = [.. bytes];
            changed[position] ^= 0x10;
            var read = Read(changed, compression);
            Assert.True(read.Error is not null || read.Records.SequenceEqual(records, ByteArrays.Instance), $"byte {position}");
            Assert.True(Read(bytes[..position], compression).Error is not null || position == 0, $"cut at {position}");
        }
    }

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(-8)]
    [InlineData(long.MaxValue)]
    [InlineData(2_000_000_000)]
    public void A_forged_length_allocates_nothing(long length)
    {
        foreach (var compression in Enum.GetValues<TFRecordCompression>())
        {
            var forged = Compress([.. Header((ulong)length), 1, 2, 3], compression);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = Read(forged, compression);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400_000);
            Assert.Contains("record 0 (from 0)", read.Error!.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_gzip_file_of_several_streams_is_read_whole_and_its_cuts_are_errors()
    {
        byte[] one = Compress(Bytes(new byte[5000], [1]), TFRecordCompression.Gzip), two = Compress(Bytes([0x1f, 0x8b, 8, 0], [2, 3]), TFRecordCompression.Gzip);
        byte[] joined = [.. one, .. two];
        Assert.Equal([5000, 1, 4, 2], Read(joined, TFRecordCompression.Gzip).Records.Select(record => record.Length));
        Assert.Null(Read(joined, TFRecordCompression.Gzip).Error);
        Assert.NotNull(Read([.. joined, 1, 2, 3], TFRecordCompression.Gzip).Error);
        Assert.All(
            Enumerable.Range(1, joined.Length - 1).Where(length => length != one.Length),
            length => Assert.NotNull(Read(joined[..length], TFRecordCompression.Gzip).Error));
    }

    [Fact]
    public void A_plain_file_whose_length_looks_like_gzip_is_read_as_plain()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a"], [new byte[0x088b1f]], TFRecordCompression.None);
        Assert.Single(TFRecordReader.Read(folder["a"]));
    }

    [Fact]
    public void Without_completion_nothing_shows_and_an_older_file_stays()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a"], [[1]], TFRecordCompression.None);
        using (var writer = new TFRecordWriter(folder["a"]))
        {
            writer.Write([2]);
        }

        Assert.Equal(["a"], folder.Files);
        Assert.Equal([1], TFRecordReader.Read(folder["a"]).Single().Data.ToArray());
    }

    [Fact]
    public void Records_are_delivered_before_the_file_is_read_to_its_end()
    {
        byte[] bytes = [.. Bytes([1], [2]), 0xff];
        using var records = TFRecordReader.Read(new MemoryStream(bytes), "a").GetEnumerator();
        Assert.True(records.MoveNext());
        Assert.True(records.MoveNext());
        Assert.Throws<FormatException>(() => records.MoveNext());
    }

    private static byte[] Header(ulong length)
    {
        var header = new byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(header, length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Crc32C.Masked(header.AsSpan(0, 8)));
        return header;
    }

    [Fact]
    public void A_zlib_stream_that_asks_for_a_preset_dictionary_is_damage_and_no_failure_of_the_disk()
    {
        var bytes = Compress(Bytes([1, 2, 3]), TFRecordCompression.Zlib);
        bytes[1] = 0xbb; // Bit 5 of the second byte, and the check of the two.
        var (records, error) = Read(bytes, TFRecordCompression.Zlib);
        Assert.Empty(records);
        Assert.Contains("the compression is damaged", error!.Message, StringComparison.Ordinal);
    }

    private static byte[] Compress(byte[] bytes, TFRecordCompression compression)
    {
        using var compressed = new MemoryStream();
        using (Stream? stream = compression switch
        {
            TFRecordCompression.Gzip => new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest),
            TFRecordCompression.Zlib => new System.IO.Compression.ZLibStream(compressed, System.IO.Compression.CompressionLevel.Fastest),
            _ => null,
        })
        {
            (stream ?? compressed).Write(bytes);
        }

        return compressed.ToArray();
    }

    private static void Write(string path, byte[][] records, TFRecordCompression compression)
    {
        using var writer = new TFRecordWriter(path, compression);
        foreach (var record in records)
        {
            writer.Write(record);
        }

        Assert.Equal(records.Length, writer.Count);
        writer.Complete();
    }

    private static byte[] Bytes(params byte[][] records)
    {
        using var folder = new TemporaryFolder();
        Write(folder["a"], records, TFRecordCompression.None);
        return File.ReadAllBytes(folder["a"]);
    }

    private static (List<byte[]> Records, FormatException? Error) Read(byte[] bytes, TFRecordCompression? compression = null)
    {
        var records = new List<byte[]>();
        try
        {
            foreach (var record in TFRecordReader.Read(new MemoryStream(bytes), "a.tfrecord", compression))
            {
                records.Add(record.Data.ToArray());
            }
        }
        catch (FormatException error)
        {
            return (records, error);
        }

        return (records, null);
    }
}
