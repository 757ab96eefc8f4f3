using System.Security.Cryptography;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Formats.TFRecord;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Datasets.Tests.Records;

public class RecordBuilderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_written_comes_back_whatever_the_shards_and_the_compression()
    {
        using var data = Ten();
        using var output = new TestDataSet();
        List<(string, int)> single = [];
        foreach (var (shards, compression) in ((int, TFRecordCompression)[])[(1, TFRecordCompression.None), (3, TFRecordCompression.Gzip), (20, TFRecordCompression.Zlib)])
        {
            var summary = RecordBuilder.Write(
                data.Open(), output.Folder, new RecordOptions { Shards = shards, Compression = compression }, null, Cancellation);

            Assert.Equal((8, 2, true), (summary.Train.Pictures, summary.Test.Pictures, summary.TestStandsIn));
            Assert.Equal(shards, summary.Train.Files.Count);
            Assert.Equal(shards == 1 ? "train.record" : $"train.record-00000-of-{shards:D5}", summary.Train.Files[0]);
            Assert.Equal(
                [.. summary.Train.Files.Concat(summary.Test.Files).Order(StringComparer.Ordinal)],
                Directory.GetFiles(output.Folder).Select(Path.GetFileName).Where(file => file!.Contains("record", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            var labels = data.Open().ReadLabelMap();
            var read = AnnotatedRecords.Read(output.Path("train.record"), labels).ToList();
            single = single.Count == 0 ? [.. read.Select(picture => (picture.Name, picture.Objects.Count))] : single;
            Assert.Equal(single, read.Select(picture => (picture.Name, picture.Objects.Count)));
        }
    }

    [Theory]
    [InlineData(0, .2)]
    [InlineData(501, .2)]
    [InlineData(1, 1)]
    [InlineData(1, double.NaN)]
    public void Shards_and_shares_that_make_no_sense_are_refused(int shards, double share)
    {
        using var data = Ten();
        var options = new RecordOptions { Shards = shards, TestShare = share };
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordBuilder.Write(data.Open(), data.Path("out"), options, null, Cancellation));
    }

    [Fact]
    public void The_same_data_set_gives_the_same_bytes()
    {
        using var data = Ten();
        string Write()
        {
            using var output = new TestDataSet();
            RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, Cancellation);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(output.Path("train.record"))));
        }

        Assert.Equal(Write(), Write());
    }

    [Fact]
    public void Pictures_without_annotation_are_left_out_and_named_and_objects_are_counted_by_class()
    {
        using var data = new TestDataSet();
        data.Annotated("train/a.png", 1, TestDataSet.Object("7"), TestDataSet.Object("7"), TestDataSet.Object("0"))
            .Annotated("test/t.png", 2).Picture("train/b.png", 3);
        using var output = new TestDataSet();

        var summary = RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, Cancellation);

        Assert.Equal(["train/b.png"], summary.LeftOut);
        Assert.Equal((3, 0), (summary.Train.Objects, summary.Test.Objects));
        Assert.Equal([new ClassCount(7, "7", 2), new ClassCount(10, "0", 1)], summary.Train.PerClass.Where(count => count.Objects > 0));
        Assert.Empty(Assert.Single(AnnotatedRecords.Read(output.Path("test.record"))).Objects);
    }

    [Fact]
    public void An_unknown_class_is_an_error_with_its_line_and_older_records_stay()
    {
        using var data = new TestDataSet();
        data.Annotated("train/a.png", 1, TestDataSet.Object("1")).Annotated("train/b.png", 2, TestDataSet.Object("seven"));
        using var output = new TestDataSet();
        output.Write("train.record", "older");

        var error = Assert.Throws<FormatException>(() => RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, Cancellation));

        Assert.Contains("class 'seven' is not in the label map", error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 1);
        Assert.Equal("older", File.ReadAllText(output.Path("train.record")));
        Assert.Empty(Directory.GetFiles(output.Folder, "*.partial"));
    }

    [Fact]
    public void Nothing_to_train_on_and_two_pictures_with_one_annotation_are_errors()
    {
        using var data = new TestDataSet();
        using var output = new TestDataSet();
        void Write() => RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, Cancellation);
        Assert.Contains("has an annotation", Assert.Throws<FormatException>(Write).Message, StringComparison.Ordinal);
        data.Annotated("train/a.png", 1).Picture("train/a.bmp", 2);
        Assert.Contains("train/a.bmp and train/a.png", Assert.Throws<FormatException>(Write).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_picture_is_an_error_and_a_cancelled_writing_leaves_no_file()
    {
        using var data = Ten();
        using var output = new TestDataSet();
        Assert.Throws<OperationCanceledException>(() => RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, new CancellationToken(true)));
        data.Write("train/3.png", File.ReadAllBytes(data.Path("train/3.png"))[..^20]);
        Assert.Throws<FormatException>(() => RecordBuilder.Write(data.Open(), output.Folder, new RecordOptions(), null, Cancellation));
        Assert.Empty(Directory.GetFiles(output.Folder, "*record*"));
    }

    private static TestDataSet Ten()
    {
        var data = new TestDataSet();
        for (var i = 0; i < 10; i++)
        {
            data.Annotated($"train/{i}.png", i, [.. Enumerable.Range(0, i).Select(_ => TestDataSet.Object($"{i}"))]);
        }

        return data;
    }
}
