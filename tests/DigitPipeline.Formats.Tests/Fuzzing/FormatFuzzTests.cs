using System.Buffers.Binary;
using System.Globalization;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Checkpoint.SortedTable;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.PascalVoc;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.Fuzzing;

/// <summary>
/// Damaged inputs give a result or a <see cref="FormatException"/>, and never much more memory than they have bytes. The
/// environment variable DIGITPIPELINE_FUZZ sets the number of inputs a format; a short run is part of the tests.
/// </summary>
public class FormatFuzzTests
{
    private const int MostExpansion = 16;

    // Buffers of streams and readers that every input needs.
    private const int Fixed = 512 * 1024;

    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("DIGITPIPELINE_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : 1500;

    [Fact]
    public void Annotations() => Run(
        new VocAnnotation { FileName = "숫자.jpg", Width = 4, Height = 3, Objects = [new VocObject("7", 1, 2, 3, 4), new VocObject("0", 1, 2, 3, 4)] }.ToBytes(),
        bytes => VocAnnotation.Parse(bytes, "a.xml"));

    [Fact]
    public void Records() => Run(
        Framed([1, 2, 3], [], [4, 5]),
        bytes => TFRecordReader.Read(new MemoryStream(bytes), "a", TFRecordCompression.None).Count());

    [Fact]
    public void Records_whose_lengths_have_right_checksums() => Run(
        Framed([1, 2, 3], [], [4, 5]),
        bytes =>
        {
            if (bytes.Length >= 12)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc32C.Masked(bytes.AsSpan(0, 8)));
            }

            TFRecordReader.Read(new MemoryStream(bytes), "a", TFRecordCompression.None).Count();
        });

    [Fact]
    public void Compressed_records() => Run(
        Gzip(Framed([1, 2, 3], [], [4, 5])),
        bytes => TFRecordReader.Read(new MemoryStream(bytes), "a").Count());

    [Fact]
    public void Examples() => Run(ExampleBytes(), bytes =>
    {
        var example = ExampleRecord.Parse("a", new(0, 0, bytes));
        ExampleSerializer.Serialize(example.Message);
    });

    [Fact]
    public void Event_files() => Run(
        SummaryBytes(),
        bytes => Event.Parser.ParseFrom(bytes).Summary?.Value.Select(value => value.Tensor is null ? null : Tensors.TensorValues.Numbers(value.Tensor)).Count(),
        allowed: error => error is InvalidProtocolBufferException);

    [Fact]
    public void Indexes_of_checkpoints() => Run(Index(), bytes => BundleIndex.Read(bytes, "a.index"));

    [Fact]
    public void Indexes_of_checkpoints_whose_blocks_have_right_checksums()
    {
        var block = new BlockBuilder(16);
        var table = new TableReader(Index(), "a");
        foreach (var entry in table.Entries())
        {
            block.Add(entry.Key, entry.Value.Span);
        }

        Run(block.Finish(), bytes => BundleIndex.Read(AsTable(bytes), "a.index"));
    }

    [Fact]
    public void String_tensors() => Run(
        StringTensor.Encode([new byte[] { 1, 2 }, new byte[300], ReadOnlyMemory<byte>.Empty]),
        bytes => StringTensor.Decode("a", bytes, 3));

    [Fact]
    public void Object_graphs() => Run(
        ObjectGraphBuilder.Build(["a/b/.ATTRIBUTES/VARIABLE_VALUE", "a/b/.OPTIMIZER_SLOT/o/m/.ATTRIBUTES/VARIABLE_VALUE"]).ToByteArray(),
        bytes => TrackableObjectGraph.Parser.ParseFrom(bytes).Resolve("a/b/.OPTIMIZER_SLOT/o/m/.ATTRIBUTES/VARIABLE_VALUE"),
        allowed: error => error is InvalidProtocolBufferException);

    private static void Run(byte[] seed, Action<byte[]> parse, Func<Exception, bool>? allowed = null)
    {
        var mutator = new Mutator(7);
        parse([.. seed]);
        for (var i = 0; i < Count; i++)
        {
            var input = mutator.Mutate(seed);
            byte[] kept = [.. input];
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => parse(input));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                error is null or FormatException || allowed?.Invoke(error) == true, $"input {i}, {Convert.ToHexString(kept)}: {error}");
            Assert.True(allocated <= MostExpansion * kept.Length + Fixed, $"input {i}, {Convert.ToHexString(kept)}: {allocated} bytes");
        }
    }

    private static byte[] Framed(params byte[][] records)
    {
        using var stream = new MemoryStream();
        foreach (var record in records)
        {
            TFRecordWriter.WriteTo(stream, record);
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] ExampleBytes()
    {
        var message = new Formats.Example.Example { Features = new Features() };
        message.Features.Feature.Add("a", new Feature { Int64List = new Int64List { Value = { 1, -1, 300 } } });
        message.Features.Feature.Add("b", new Feature { FloatList = new FloatList { Value = { 1, 2, 3 } } });
        message.Features.Feature.Add("c", new Feature { BytesList = new BytesList { Value = { ByteString.CopyFromUtf8("숫자"), ByteString.Empty } } });
        return ExampleSerializer.Serialize(message);
    }

    private static byte[] SummaryBytes()
    {
        var summary = new Summary { Value = { SummaryValues.Scalar("a", 1), SummaryValues.Images("b", 3, 4, [new byte[] { 1, 2 }]), SummaryValues.Text("c", "숫자") } };
        return new Event { WallTime = 1, Step = 2, Summary = summary }.ToByteArray();
    }

    private static byte[] Index()
    {
        using var folder = new TemporaryFolder();
        TensorBundleWriter.Write(folder["a"], Enumerable.Range(0, 20).Select(i => BundleTensor.OfFloats($"layer/{i}/kernel", [i, 2], new float[2 * i])));
        return File.ReadAllBytes(folder["a.index"]);
    }

    private static byte[] AsTable(byte[] block)
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
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32C.Masked(content));
        file.Write(crc);
        return handle;
    }
}
