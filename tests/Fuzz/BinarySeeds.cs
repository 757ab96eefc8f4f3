using System.IO.Compression;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace Fuzz;

/// <summary>Small whole files of the binary formats, and the frames around damaged parts of them.</summary>
internal static class BinarySeeds
{
    /// <summary>A TFRecord file.</summary>
    public static byte[] Records(params IEnumerable<byte[]> records)
    {
        using var stream = new MemoryStream();
        foreach (var record in records)
        {
            TFRecordWriter.WriteTo(stream, record);
        }

        return stream.ToArray();
    }

    /// <summary>Bytes in the gzip or zlib format.</summary>
    public static byte[] Compressed(byte[] bytes, bool gzip)
    {
        using var target = new MemoryStream();
        using (Stream stream = gzip ? new GZipStream(target, CompressionLevel.Optimal) : new ZLibStream(target, CompressionLevel.Optimal))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>A tf.train.Example with every kind of feature.</summary>
    public static byte[] Example(int values)
    {
        var message = new Example { Features = new Features() };
        message.Features.Feature.Add("a", new Feature { Int64List = new Int64List { Value = { Enumerable.Range(-1, values).Select(i => 300L * i) } } });
        message.Features.Feature.Add("b", new Feature { FloatList = new FloatList { Value = { Enumerable.Range(0, values).Select(i => i / 3f) } } });
        message.Features.Feature.Add("c", new Feature { BytesList = new BytesList { Value = { ByteString.CopyFromUtf8("숫자"), ByteString.Empty } } });
        message.Features.Feature.Add("empty", new Feature());
        return ExampleSerializer.Serialize(message);
    }

    /// <summary>An event with values of every kind.</summary>
    public static byte[] Event()
    {
        var summary = new Summary
        {
            Value =
            {
                SummaryValues.Scalar("a", 1),
                SummaryValues.Images("b", 3, 4, [new byte[] { 1, 2 }]),
                SummaryValues.Text("c", "숫자"),
                SummaryValues.Curve("d", PrCurve.Of([true, false], [.5f, .2f], 3)),
                SummaryValues.Histogram("e", Histogram.Of([1, 2, 3], 2)),
                HyperParameters.End(),
                new Summary.Types.Value { Tag = "old", SimpleValue = 2 },
            },
        };
        return new Event { WallTime = 1, Step = 2, Summary = summary }.ToByteArray();
    }

    /// <summary>The index of a checkpoint, sliced tensors included.</summary>
    public static byte[] Index(int tensors)
    {
        var folder = Directory.CreateTempSubdirectory("fuzz-");
        try
        {
            var prefix = Path.Combine(folder.FullName, "a");
            TensorBundleWriter.Write(prefix, Enumerable.Range(0, tensors).Select(i => BundleTensor.OfFloats($"layer/{i}/kernel", [i, 2], new float[2 * i])));
            return File.ReadAllBytes(TensorBundleReader.IndexPath(prefix));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The data block of an index of few entries, without its trailer.</summary>
    public static byte[] Block(byte[] index)
    {
        var block = new BlockBuilder(16);
        foreach (var entry in new TableReader(index, "index").Entries())
        {
            block.Add(entry.Key, entry.Value.Span);
        }

        return block.Finish();
    }

    /// <summary>A table around one data block, all checksums right.</summary>
    public static byte[] Table(byte[] block)
    {
        using var file = new MemoryStream();
        var data = WriteBlock(file, block);
        var meta = WriteBlock(file, new BlockBuilder(1).Finish());
        var index = new BlockBuilder(1);
        var handle = new byte[BlockHandle.LongestSize];
        index.Add([byte.MaxValue], handle.AsSpan(0, data.Write(handle)));
        var indexHandle = WriteBlock(file, index.Finish());
        var footer = new byte[TableFooter.Size];
        new TableFooter(meta, indexHandle).Write(footer);
        file.Write(footer);
        return file.ToArray();
    }

    private static BlockHandle WriteBlock(MemoryStream file, byte[] block)
    {
        var handle = new BlockHandle((ulong)file.Position, (ulong)block.Length);
        byte[] content = [.. block, TableFooter.Uncompressed];
        file.Write(content);
        file.Write(BitConverter.GetBytes(Crc32C.Masked(content)));
        return handle;
    }
}
