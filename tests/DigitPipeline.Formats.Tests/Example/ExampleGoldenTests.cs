using System.Text;
using System.Text.Json;
using DigitPipeline.Formats.Example;
using DigitPipeline.Formats.TFRecord;
using Google.Protobuf;
using Message = DigitPipeline.Formats.Example.Example;

namespace DigitPipeline.Formats.Tests.Example;

public class ExampleGoldenTests
{
    [Fact]
    public void Every_example_is_read_and_written_as_by_the_original()
    {
        foreach (var facts in Golden.Json(Golden.Folder("tfrecord/examples.json")).GetProperty("examples").EnumerateArray())
        {
            var name = facts.GetProperty("name").GetString()!;
            var hex = facts.GetProperty("hex").GetString()!;
            var error = Record.Exception(() => Parse(hex));
            if (!facts.GetProperty("ok").GetBoolean())
            {
                Assert.True(error is FormatException { Offset: 12 }, $"{name}: {error}");
                continue;
            }

            Assert.True(error is null, $"{name}: {error}");
            var message = Parse(hex).Message;
            Assert.True(facts.GetProperty("features").GetRawTextSorted() == Describe(message), $"{name}: {Describe(message)}");
            var written = facts.TryGetProperty("reserializedHex", out var reserialized) ? reserialized.GetString() : hex;
            Assert.True(written == Convert.ToHexStringLower(ExampleSerializer.Serialize(message)), name);
            if (facts.TryGetProperty("hasFeatures", out var hasFeatures))
            {
                Assert.Equal(hasFeatures.GetBoolean(), message.Features is not null);
            }
        }
    }

    [Fact]
    public void The_records_are_the_readable_examples_in_their_order()
    {
        var readable = Golden.Json(Golden.Folder("tfrecord/examples.json")).GetProperty("examples").EnumerateArray()
            .Where(facts => facts.GetProperty("ok").GetBoolean())
            .Select(facts => facts.GetProperty("hex").GetString());
        Assert.Equal(readable, TFRecordReader.Read(Golden.Folder("tfrecord/examples.tfrecord")).Select(record => Convert.ToHexStringLower(record.Data.Span)));
    }

    [Fact]
    public void Sequence_examples_are_read_and_written()
    {
        foreach (var facts in Golden.Json(Golden.Folder("tfrecord/sequence-examples.json")).GetProperty("sequenceExamples").EnumerateArray())
        {
            var bytes = Convert.FromHexString(facts.GetProperty("hex").GetString()!);
            Assert.Equal(bytes, File.ReadAllBytes(Golden.Folder($"tfrecord/sequence-{facts.GetProperty("name").GetString()}.bin")));
            var message = SequenceExample.Parser.ParseFrom(bytes);
            Assert.Equal(bytes.Length, message.CalculateSize());
            Assert.Equal(message, SequenceExample.Parser.ParseFrom(message.ToByteArray()));
            var json = facts.GetProperty("json");
            Assert.Equal(
                json.TryGetProperty("feature_lists", out var lists) ? lists.GetProperty("feature_list").EnumerateObject().Count() : 0,
                message.FeatureLists?.FeatureList.Count ?? 0);
        }
    }

    [Fact]
    public void The_record_of_the_seed_has_the_features_that_were_noted()
    {
        var noted = Golden.Json(Golden.Folder("odapi/tfrecord-seed/train.record.json")).EnumerateArray().ToList();
        var path = Golden.Folder("odapi/tfrecord-seed/train.record");
        var lines = RecordInspection.JsonLines(path).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(18, lines.Count);
        Assert.Equal((18L, noted.Sum(record => record.GetProperty("record_bytes").GetInt64())), RecordInspection.Verify(path));
        foreach (var (expected, line) in noted.Zip(lines))
        {
            Assert.Equal(expected.GetProperty("record_bytes").GetInt64(), line.GetProperty("length").GetInt64());
            foreach (var feature in expected.GetProperty("features").EnumerateObject())
            {
                CheckFeature(feature.Value.EnumerateObject().Single(), line.GetProperty("features").GetProperty(feature.Name).EnumerateObject().Single());
            }
        }
    }

    private static void CheckFeature(JsonProperty expected, JsonProperty found)
    {
        Assert.Equal(expected.Name, found.Name + "_list");
        Assert.Equal(
            expected.Value.EnumerateArray().Select(value => value.ValueKind switch
            {
                JsonValueKind.Object => value.GetProperty("sha256").GetString(),
                JsonValueKind.String => JsonLine.Sha256(Encoding.UTF8.GetBytes(value.GetString()!)),
                _ => $"{value.GetDouble():R}",
            }),
            found.Value.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? value.GetString() : $"{value.GetDouble():R}"));
    }

    private static ExampleRecord Parse(string hex) =>
        ExampleRecord.Parse("a.tfrecord", new(0, 0, Convert.FromHexString(hex)));

    private static string Describe(Message message) => JsonLine.Of(json =>
    {
        json.WriteStartObject();
        foreach (var (name, feature) in (message.Features?.Feature ?? []).OrderBy(entry => entry.Key, Utf8Order.Instance))
        {
            var (kind, values) = feature.KindCase switch
            {
                Feature.KindOneofCase.BytesList => ("bytes_list", feature.BytesList.Value.Select(value => value.ToBase64())),
                Feature.KindOneofCase.FloatList => ("float_list", feature.FloatList.Value.Select(value => $"{BitConverter.SingleToUInt32Bits(value):x8}")),
                Feature.KindOneofCase.Int64List => ("int64_list", feature.Int64List.Value.Select(value => $"{value}")),
                _ => (null, null),
            };
            json.WriteStartObject(name);
            json.WriteString("kind", kind);
            json.WritePropertyName("values");
            JsonSerializer.Serialize(json, values);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
