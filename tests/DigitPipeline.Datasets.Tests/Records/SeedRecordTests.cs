using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.PascalVoc;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;

namespace DigitPipeline.Datasets.Tests.Records;

/// <summary>The original data set, packed here and by the original project's own script.</summary>
public sealed class SeedRecordTests : IDisposable
{
    private readonly TestDataSet output = new();

    private static IEnumerable<DataSetPicture> Pictures => DataSet.Open(Golden.Path("data", "original")).Train.Annotated;

    [Fact]
    public void All_features_are_those_of_the_script_but_the_format_of_PNG_pictures() =>
        Compare(Examples(Golden.Path("golden", "odapi", "tfrecord-seed", "train.record")), Ours());

    [Fact]
    public void They_are_those_of_the_record_file_that_the_project_came_with_too()
    {
        var facts = Golden.Json("golden", "odapi", "tfrecord-seed", "compared_with_the_seed.json");
        var (theirs, ours) = (Examples(Golden.Path("data", "original", "train.record")), Ours());
        Assert.Equal(facts.GetProperty("records_with_equal_features").GetInt32(), theirs.Count);
        Assert.Equal(Names(facts.GetProperty("order_in_the_seed_file")), theirs.Select(example => example.SingleText("image/filename")));
        Assert.Equal(Names(facts.GetProperty("order_here")), ours.Select(example => example.SingleText("image/filename")));
        Compare(theirs, ours);
    }

    [Fact]
    public void The_list_of_all_features_is_met()
    {
        var records = Golden.Json("golden", "odapi", "tfrecord-seed", "train.record.json").EnumerateArray().ToList();
        var ours = Ours();
        Assert.Equal(records.Count, ours.Count);
        foreach (var (record, example) in records.Zip(ours))
        {
            foreach (var feature in record.GetProperty("features").EnumerateObject())
            {
                var expected = feature.Name == "image/format" ? [Format(example)] : Listed(feature.Value);
                Assert.Equal(expected, Shown(example.Message.Features.Feature[feature.Name]));
            }
        }
    }

    [Fact]
    public void The_table_of_boxes_is_met()
    {
        var expected = File.ReadAllLines(Golden.Path("golden", "odapi", "tfrecord-seed", "train.csv")).Skip(1);
        var rows = Pictures.SelectMany(picture =>
        {
            var header = ImageDecoder.Check(File.ReadAllBytes(picture.Path), picture.Path);
            return VocAnnotation.Read(picture.AnnotationPath!).Objects.Select(item => string.Create(
                CultureInfo.InvariantCulture,
                $"{picture.Name},{header.Width},{header.Height},{item.Name},{item.XMin},{item.YMin},{item.XMax},{item.YMax}"));
        });
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Features_in_any_order_of_the_script_are_read_as_the_same_example_and_ours_stand_in_one_order()
    {
        var facts = Golden.Json("golden", "odapi", "tfrecord-seed", "map_order.json");
        var example = Ours()[0].Message;
        var ours = ExampleSerializer.Serialize(example);
        foreach (var order in facts.GetProperty("distinct_orders").EnumerateArray().Append(facts.GetProperty("first_record")))
        {
            var bytes = InOrder(example, Names(order));
            Assert.Equal(ours.Length, bytes.Length);
            Assert.Equal(example, ExampleRecord.Parse("order", new(0, 0, bytes)).Message);
            Assert.Equal(ours, ExampleSerializer.Serialize(ExampleRecord.Parse("order", new(0, 0, bytes)).Message));
        }
    }

    public void Dispose() => output.Dispose();

    private static void Compare(List<ExampleRecord> theirs, List<ExampleRecord> ours)
    {
        Assert.Equal(theirs.Count, ours.Count);
        foreach (var (wanted, found) in theirs.Zip(ours))
        {
            Assert.Equal(wanted.Names, found.Names);
            Assert.Equal("jpg", wanted.SingleText("image/format"));
            Assert.Equal(Format(found), found.SingleText("image/format"));
            Assert.All(
                wanted.Names.Where(name => name != "image/format"),
                name => Assert.Equal(wanted.Message.Features.Feature[name], found.Message.Features.Feature[name]));
        }
    }

    private static string Format(ExampleRecord example) => example.SingleBytes("image/encoded")[0] == 0x89 ? "png" : "jpg";

    private static IEnumerable<string> Names(JsonElement list) => list.EnumerateArray().Select(name => name.GetString()!);

    private static List<string> Listed(JsonElement feature) => [.. feature.EnumerateObject().Single().Value.EnumerateArray().Select(value =>
        value.ValueKind switch
        {
            JsonValueKind.Object => $"{value.GetProperty("bytes").GetInt32()} {value.GetProperty("sha256").GetString()}",
            JsonValueKind.String => value.GetString()!,
            _ => ((float)value.GetDouble()).ToString("R", CultureInfo.InvariantCulture),
        })];

    private static List<string> Shown(Feature feature) => feature.KindCase switch
    {
        Feature.KindOneofCase.FloatList => [.. feature.FloatList.Value.Select(value => value.ToString("R", CultureInfo.InvariantCulture))],
        Feature.KindOneofCase.Int64List => [.. feature.Int64List.Value.Select(value => value.ToString(CultureInfo.InvariantCulture))],
        _ => [.. feature.BytesList.Value.Select(value => value.Length < 1000
            ? value.ToStringUtf8()
            : $"{value.Length} {Convert.ToHexStringLower(SHA256.HashData(value.Span))}")],
    };

    /// <summary>The example's bytes, its map entries as protobuf writes them, in this order.</summary>
    private static byte[] InOrder(Example example, IEnumerable<string> names)
    {
        var features = new MemoryStream();
        foreach (var name in names)
        {
            var one = new Features { Feature = { [name] = example.Features.Feature[name] } };
            one.WriteTo(features);
        }

        var bytes = new MemoryStream();
        using var stream = new CodedOutputStream(bytes, leaveOpen: true);
        stream.WriteTag(1, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(ByteString.CopyFrom(features.ToArray()));
        stream.Flush();
        return bytes.ToArray();
    }

    private static List<ExampleRecord> Examples(string path) =>
        [.. TFRecordReader.Read(path).Select(record => ExampleRecord.Parse(path, record))];

    private List<ExampleRecord> Ours()
    {
        var set = DataSet.Open(Golden.Path("data", "original"));
        RecordBuilder.Write(set, output.Folder, new RecordOptions { TestShare = 0 }, null, TestContext.Current.CancellationToken);
        return Examples(output.Path("train.record"));
    }
}
