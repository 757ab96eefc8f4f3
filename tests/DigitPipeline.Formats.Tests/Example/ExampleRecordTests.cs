using System.Text;
using System.Text.Json;
using CsCheck;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;
using Message = DigitPipeline.Formats.Example.Example;

namespace DigitPipeline.Formats.Tests.Example;

public class ExampleRecordTests
{
    [Fact]
    public void Values_are_read_by_name_and_kind()
    {
        var record = Record(Sample());
        Assert.Equal("숫자.jpg", record.SingleText("image/filename"));
        Assert.Equal(480, record.SingleInt64("image/height"));
        Assert.Equal([0.5f, 1f], record.Floats("xmin"));
        Assert.Equal(["1", "2"], record.Texts("text"));
        Assert.Equal(["image/filename", "image/height", "open", "text", "xmin"], record.Names);
    }

    [Fact]
    public void A_feature_without_a_kind_is_empty_in_every_kind()
    {
        var record = Record(Sample());
        Assert.True(record.Has("open"));
        Assert.Empty(record.Floats("open"));
        Assert.Empty(record.Int64s("open"));
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_reported_with_record_and_feature()
    {
        var record = Record(Sample());
        Contains("a.record: byte 112: record 3 (from 0), feature 'image/width': it is absent; the record has image/filename", () => record.SingleInt64("image/width"));
        Contains("feature 'xmin': it holds float_list, expected int64_list", () => record.Int64s("xmin"));
        Contains("feature 'text': it holds 2 values, expected one", () => record.SingleText("text"));
        var invalid = new Message { Features = new Features() };
        invalid.Features.Feature.Add("a", new Feature { BytesList = new BytesList { Value = { ByteString.CopyFrom(0xff) } } });
        Contains("feature 'a': its bytes are no UTF-8", () => Record(invalid).SingleText("a"));
    }

    [Fact]
    public void The_order_of_insertion_does_not_change_the_bytes() =>
        Gen.Shuffle(new[] { "b", "a", "\uffee", "\U00010000", "" }).Sample(names =>
        {
            var message = new Message { Features = new Features() };
            foreach (var name in names)
            {
                message.Features.Feature.Add(name, new Feature());
            }

            Assert.Equal(["", "a", "b", "\uffee", "\U00010000"], Message.Parser.ParseFrom(ExampleSerializer.Serialize(message)).Features.Feature.Keys);
        });

    [Fact]
    public void The_inspection_gives_one_json_object_a_record()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new TFRecordWriter(folder["a.record"]))
        {
            writer.Write(ExampleSerializer.Serialize(Sample()));
            writer.Write([]);
            writer.Complete();
        }

        var lines = RecordInspection.JsonLines(folder["a.record"]).ToList();
        Assert.Equal("{\"index\":1,\"offset\":" + (16 + JsonSerializer.Deserialize<JsonElement>(lines[0]).GetProperty("length").GetInt32()) + ",\"length\":0,\"features\":{}}", lines[1]);
        Assert.Contains("\"image/height\":{\"int64\":[480]},\"open\":{},", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"xmin\":{\"float\":[0.5,1]}", lines[0], StringComparison.Ordinal);
        Assert.Contains($"{{\"bytes\":[\"{JsonLine.Sha256(Encoding.UTF8.GetBytes("숫자.jpg"))}\"]}}", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, RecordInspection.Verify(folder["a.record"]).Records);
    }

    [Fact]
    public void Changed_bytes_give_an_example_or_a_format_error()
    {
        var bytes = ExampleSerializer.Serialize(Sample());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, bytes.Length]).Sample((position, value, length) =>
        {
            byte[] changed = [.. bytes];
            changed[position] = value;
            try
            {
                ExampleRecord.Parse("a", new(0, 0, changed.AsMemory(0, length)));
            }
            catch (FormatException error)
            {
                Assert.Equal(12, error.Offset);
            }
        }, iter: 3000);
    }

    private static void Contains(string text, Func<object> read) =>
        Assert.Contains(text, Assert.Throws<FormatException>(read).Message, StringComparison.Ordinal);

    private static ExampleRecord Record(Message message) => ExampleRecord.Parse("a.record", new(3, 100, message.ToByteArray()));

    private static Message Sample()
    {
        var message = new Message { Features = new Features() };
        var features = message.Features.Feature;
        features.Add("xmin", new Feature { FloatList = new FloatList { Value = { 0.5f, 1 } } });
        features.Add("image/filename", new Feature { BytesList = new BytesList { Value = { ByteString.CopyFromUtf8("숫자.jpg") } } });
        features.Add("text", new Feature { BytesList = new BytesList { Value = { ByteString.CopyFromUtf8("1"), ByteString.CopyFromUtf8("2") } } });
        features.Add("image/height", new Feature { Int64List = new Int64List { Value = { 480 } } });
        features.Add("open", new Feature());
        return message;
    }
}
