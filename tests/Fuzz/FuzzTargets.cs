using System.Buffers.Binary;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Checksums;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PascalVoc;
using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.Tests.Protos;
using DigitPipeline.Formats.TextFormat;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace Fuzz;

/// <summary>All parsers of the house that read other people's files.</summary>
internal static class FuzzTargets
{
    // What the decompressor keeps for itself.
    private const int Decompression = 256 * 1024;

    // An entry of 28 bytes, most of its key left out, stands for a message with its shape.
    private const int IndexExpansion = 24;

    // An item of 37 bytes is a tree of syntax, a message, and a place in three tables.
    private const int LabelMapExpansion = 48;

    /// <summary>The parsers.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Text("text format", TextSeeds.AllTypes(), source => Print(source, new AllTypes())),
        Text("pipeline.config", TextSeeds.Configs(), source => Print(source, new TrainEvalPipelineConfig())),
        Text("label map", TextSeeds.LabelMaps(), source => LabelMap.Parse(source, LabelMapRules.Original)) with { MostExpansion = LabelMapExpansion },
        new("TFRecord", [Records, GoldenSeeds.OfRecords()], bytes => Read(bytes, TFRecordCompression.None)),
        new("TFRecord, lengths with right checksums", [Records], bytes => Read(WithRightLength(bytes), TFRecordCompression.None)),
        new("TFRecord in gzip", [BinarySeeds.Compressed(Records, gzip: true)], bytes => Read(bytes, TFRecordCompression.Gzip)) { Fixed = Decompression },
        new("TFRecord in zlib", [BinarySeeds.Compressed(Records, gzip: false)], bytes => Read(bytes, TFRecordCompression.Zlib)) { Fixed = Decompression },
        new("Example", [BinarySeeds.Example(3), BinarySeeds.Example(3000), .. GoldenSeeds.Examples()], ReadExample),
        new("bundle index", [BinarySeeds.Index(20), .. GoldenSeeds.Indexes()], bytes => BundleIndex.Read(bytes, "index"))
        {
            MostExpansion = IndexExpansion,
        },
        new(
            "bundle index, blocks with right checksums",
            [BinarySeeds.Block(BinarySeeds.Index(20))],
            bytes => BundleIndex.Read(BinarySeeds.Table(bytes), "index")),
        new("string tensor", [Strings], bytes => StringTensor.Decode("strings", bytes, 3)),
        new("object graph", [Graph], bytes => Protobuf(() => TrackableObjectGraph.Parser.ParseFrom(bytes).Resolve(GraphKey))),
        new("event file", [EventFile, .. GoldenSeeds.Events()], bytes => Show(new MemoryStream(bytes))),
        new("events in right frames", [BinarySeeds.Event()], bytes => Show(new MemoryStream(BinarySeeds.Records(bytes)))),
        new("VOC XML", TextSeeds.Annotations(), bytes => VocAnnotation.Parse(bytes, "annotation")) { Pieces = TextSeeds.XmlPieces },
    ];

    private const string GraphKey = "a/b/.OPTIMIZER_SLOT/o/m/.ATTRIBUTES/VARIABLE_VALUE";

    private static byte[] Records => BinarySeeds.Records([1, 2, 3], [], [4, 5], new byte[4000]);

    private static byte[] Strings => StringTensor.Encode([new byte[] { 1, 2 }, new byte[300], ReadOnlyMemory<byte>.Empty]);

    private static byte[] Graph => ObjectGraphBuilder.Build(["a/b/.ATTRIBUTES/VARIABLE_VALUE", GraphKey]).ToByteArray();

    private static byte[] EventFile => BinarySeeds.Records(new Event { FileVersion = EventWriter.FileVersion }.ToByteArray(), BinarySeeds.Event());

    private static FuzzTarget Text(string name, IReadOnlyList<byte[]> seeds, Action<TextSource> read) =>
        new(name, seeds, bytes => read(TextSource.FromBytes(name, bytes))) { Pieces = TextSeeds.Pieces };

    private static void Print(TextSource source, IMessage message)
    {
        new TextFormatParser().Merge(source, message);
        _ = message.CalculateSize();
    }

    private static void Read(byte[] bytes, TFRecordCompression compression)
    {
        foreach (var _ in TFRecordReader.Read(new MemoryStream(bytes), "records", compression))
        {
        }
    }

    private static byte[] WithRightLength(byte[] bytes)
    {
        if (bytes.Length >= TFRecord.HeaderSize)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc32C.Masked(bytes.AsSpan(0, 8)));
        }

        return bytes;
    }

    private static void ReadExample(byte[] bytes)
    {
        var example = ExampleRecord.Parse("example", new TFRecord(0, 0, bytes));
        foreach (var name in example.Names)
        {
            _ = example.Has(name);
        }
    }

    private static void Show(Stream stream)
    {
        foreach (var record in EventReader.Read(stream, "events"))
        {
            foreach (var value in record.Event.Summary?.Value ?? [])
            {
                _ = EventValueJson.Line(".", record.Event, value, value.Metadata?.PluginData?.PluginName);
            }
        }
    }

    private static void Protobuf(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidProtocolBufferException error)
        {
            throw DigitPipeline.Formats.FormatException.InFile("protobuf", error.Message, error);
        }
    }
}
