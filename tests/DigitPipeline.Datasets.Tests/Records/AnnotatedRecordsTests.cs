using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Tests.Records;

public class AnnotatedRecordsTests
{
    private static readonly LabelMap Labels = new([new LabelMapItem(1, "cat"), new LabelMapItem(5, "n0012", "dog")]);

    [Fact]
    public void The_records_of_the_original_are_read()
    {
        var pictures = AnnotatedRecords.Read(Golden.Path("data", "original", "train.record"), LabelMap.Read(Golden.Path("data", "original", "label_map.pbtxt"))).ToList();
        Assert.Equal(18, pictures.Count);
        Assert.Equal(("images (1).jpg", 264, 83), (pictures[0].Name, pictures[0].Image.Width, pictures[0].Image.Height));
        Assert.Equal([1, 2, 3, 4, 5], pictures[0].Objects.Select(item => item.ClassId));
        Assert.Equal(0.3734939694404602f, pictures[0].Objects[0].Box.YMin);
    }

    [Fact]
    public void Classes_are_found_by_text_in_names_and_display_names_before_numbers()
    {
        using var file = new TestDataSet();
        Write(file, Example(["cat", "dog", "n0012"], [9, 9, 9]));
        Assert.Equal([1, 5, 5], Assert.Single(AnnotatedRecords.Read(file.Path("x.record"), Labels)).Objects.Select(item => item.ClassId));
        Assert.Equal([9, 9, 9], Assert.Single(AnnotatedRecords.Read(file.Path("x.record"))).Objects.Select(item => item.ClassId));
    }

    [Fact]
    public void A_record_with_nothing_but_a_picture_is_a_picture_without_objects()
    {
        using var file = new TestDataSet();
        var example = new Example { Features = new Features { Feature = { ["image/encoded"] = Bytes(Picture()) } } };
        Write(file, example);
        var picture = Assert.Single(AnnotatedRecords.Read(file.Path("x.record"), Labels));
        Assert.Equal(("x.record#0", 0), (picture.Name, picture.Objects.Count));
    }

    [Fact]
    public void Marks_for_difficult_objects_are_read()
    {
        using var file = new TestDataSet();
        var example = Example(["cat", "cat"], [1, 1]);
        example.Features.Feature["image/object/difficult"] = new Feature { Int64List = new Int64List { Value = { 0, 1 } } };
        Write(file, example);
        Assert.Equal([false, true], Assert.Single(AnnotatedRecords.Read(file.Path("x.record"), Labels)).Objects.Select(item => item.Difficult));
    }

    [Theory]
    [InlineData("image/object/class/text", "class 'cow' is not in the label map")]
    [InlineData("image/object/class/label", "it has 1 values, expected 2")]
    [InlineData("image/object/bbox/ymin", "expected ymin <= ymax")]
    [InlineData("image/encoded", "the PNG file is cut")]
    [InlineData("image/format", "raw pixels")]
    public void A_wrong_feature_is_an_error_with_file_record_and_byte(string feature, string problem)
    {
        using var file = new TestDataSet();
        var good = Example(["cat", "cat"], [1, 1]);
        var bad = Example(["cat", "cat"], [1, 1]);
        bad.Features.Feature[feature] = feature switch
        {
            "image/object/class/text" => Texts("cat", "cow"),
            "image/object/class/label" => new Feature { Int64List = new Int64List { Value = { 1 } } },
            "image/object/bbox/ymin" => new Feature { FloatList = new FloatList { Value = { .1f, float.NaN } } },
            "image/encoded" => Bytes(Picture()[..^5]),
            _ => Texts("raw"),
        };
        if (feature == "image/object/class/label")
        {
            bad.Features.Feature.Remove("image/object/class/text");
        }

        Write(file, good, bad);

        var error = Assert.Throws<FormatException>(() => AnnotatedRecords.Read(file.Path("x.record"), Labels).Count());

        Assert.StartsWith(file.Path("x.record") + ": byte ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"record 1 (from 0), feature '{feature}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_records_are_said()
    {
        using var file = new TestDataSet();
        Assert.Throws<FileNotFoundException>(() => AnnotatedRecords.Read(file.Path("none.record")).Count());
    }

    [Fact]
    public void Boxes_are_normalised_and_in_the_order_of_the_record()
    {
        using var file = new TestDataSet();
        Write(file, Example(["cat", "dog"], [1, 5]));
        var objects = Assert.Single(AnnotatedRecords.Read(file.Path("x.record"), Labels)).Objects;
        Assert.Equal([new GroundTruth(new Box(.1f, .2f, .5f, .6f), 1), new GroundTruth(new Box(.2f, .2f, .5f, .6f), 5)], objects);
    }

    private static byte[] Picture() => ImageEncoder.Png(TestPictures.Gradient(20, 10));

    private static Example Example(string[] texts, long[] labels) => new()
    {
        Features = new Features
        {
            Feature =
            {
                ["image/encoded"] = Bytes(Picture()),
                ["image/source_id"] = Texts("source"),
                ["image/object/class/text"] = Texts(texts),
                ["image/object/class/label"] = new Feature { Int64List = new Int64List { Value = { labels } } },
                ["image/object/bbox/ymin"] = new Feature { FloatList = new FloatList { Value = { texts.Select((_, i) => (i + 1) / 10f) } } },
                ["image/object/bbox/xmin"] = new Feature { FloatList = new FloatList { Value = { texts.Select(_ => .2f) } } },
                ["image/object/bbox/ymax"] = new Feature { FloatList = new FloatList { Value = { texts.Select(_ => .5f) } } },
                ["image/object/bbox/xmax"] = new Feature { FloatList = new FloatList { Value = { texts.Select(_ => .6f) } } },
            },
        },
    };

    private static Feature Bytes(byte[] bytes) => new() { BytesList = new BytesList { Value = { ByteString.CopyFrom(bytes) } } };

    private static Feature Texts(params string[] texts) => new() { BytesList = new BytesList { Value = { texts.Select(ByteString.CopyFromUtf8) } } };

    private static void Write(TestDataSet file, params Example[] examples)
    {
        using var writer = new TFRecordWriter(file.Path("x.record"));
        foreach (var example in examples)
        {
            writer.Write(ExampleSerializer.Serialize(example));
        }

        writer.Complete();
    }
}
