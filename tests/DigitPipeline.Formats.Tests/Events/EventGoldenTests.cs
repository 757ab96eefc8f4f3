using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.Events;

public class EventGoldenTests
{
    [Fact]
    public void Every_event_is_read_and_written_byte_for_byte()
    {
        foreach (var file in Files())
        {
            var path = Golden.Folder("tfevents/" + file.GetProperty("file").GetString());
            var bytes = File.ReadAllBytes(path);
            var events = file.GetProperty("events").EnumerateArray().ToList();
            var records = EventReader.Read(path).ToList();
            Assert.Equal(events.Count, records.Count);
            foreach (var (expected, record) in events.Zip(records))
            {
                Assert.Equal((expected.GetProperty("offset").GetInt64(), expected.GetProperty("length").GetInt32()), (record.Offset, record.Length));
                Assert.Equal((expected.GetProperty("wallTime").GetDouble(), expected.GetProperty("step").GetInt64()), (record.Event.WallTime, record.Event.Step));
                var written = record.Event.ToByteArray();
                Assert.Equal(expected.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(written)));
                Assert.Equal(bytes.AsSpan((int)record.Offset + 12, record.Length).ToArray(), written);
                CheckValues(expected, record.Event);
            }
        }
    }

    [Fact]
    public void The_values_of_TensorFlow_2_are_made_byte_for_byte()
    {
        var made = 0;
        foreach (var file in Files())
        {
            foreach (var value in EventReader.Read(Golden.Folder("tfevents/" + file.GetProperty("file").GetString())).SelectMany(record => record.Event.Summary?.Value ?? []))
            {
                if (Remake(value) is { } remade)
                {
                    Assert.True(value.ToByteArray().AsSpan().SequenceEqual(remade.ToByteArray()), $"{value.Tag}: {remade}");
                    made++;
                }
            }
        }

        Assert.True(made >= 25, $"{made}");
    }

    [Fact]
    public void TensorBoard_lists_the_tags_under_the_plugins_that_we_name()
    {
        foreach (var folder in Golden.Json(Golden.Folder("tfevents/tensorboard-lists.json")).GetProperty("folders").EnumerateObject())
        {
            var expected = folder.Value.EnumerateObject().SelectMany(plugin => plugin.Value.EnumerateArray().Select(tag => $"{plugin.Name} {tag}"));
            Assert.Equal(expected.Order(StringComparer.Ordinal), Listed("tfevents/" + folder.Name).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_smallest_files_are_shown_as_TensorBoard_shows_them()
    {
        string[] known = ["scalars", "images", "pr_curves", "hparams"];
        foreach (var facts in Golden.Json(Golden.Folder("tfevents/minimal.json")).GetProperty("cases").EnumerateArray())
        {
            var folder = "tfevents/minimal/" + facts.GetProperty("name").GetString();
            var expected = facts.GetProperty("shown").EnumerateArray().Select(shown => $"{shown.GetProperty("plugin")} {shown.GetProperty("tag")}");
            Assert.Equal(expected, Listed(folder).Where(tag => known.Contains(tag.Split(' ')[0])).Distinct());
            var points = facts.GetProperty("shown").EnumerateArray()
                .SelectMany(shown => shown.TryGetProperty("points", out var list) ? list.EnumerateArray() : default)
                .Select(point => (point[0].GetInt64(), point[1].GetDouble()));
            var lines = Lines(folder).Where(line => line.GetProperty("plugin").ToString() == "scalars");
            Assert.Equal(points, lines.Select(line => (line.GetProperty("step").GetInt64(), line.TryGetProperty("value", out var value) ? value.GetDouble() : double.NaN)));
        }
    }

    [Fact]
    public void The_curve_is_computed_from_labels_and_predictions()
    {
        var labels = Npy(Golden.Folder("tfevents/pr-curves/labels.npy")).Select(value => value != 0).ToArray();
        var predictions = Floats(Npy(Golden.Folder("tfevents/pr-curves/predictions.npy")));
        var curves = EventReader.Read(EventReader.Files(Golden.Folder("tfevents/pr-curves")).Single())
            .Where(record => record.Event.Summary?.Value[0].Tag == "pr/digit_1/pr_curves").ToList();
        Assert.Equal(2, curves.Count);
        foreach (var (curve, factor) in curves.Zip([1f, 0.9f]))
        {
            var computed = PrCurve.Of(labels, predictions.Select(value => value * factor).ToArray(), 11).Values.ToArray();
            var expected = TensorValues.Numbers(curve.Event.Summary.Value[0].Tensor)!;
            Assert.Equal(expected.Take(44), computed.Take(44).Select(value => (double)value));
            Assert.All(expected.Zip(computed), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    private static IEnumerable<JsonElement> Files() => Golden.Json(Golden.Folder("tfevents/events.json")).GetProperty("files").EnumerateArray();

    private static IEnumerable<JsonElement> Lines(string folder) =>
        EventInspection.JsonLines(Golden.Folder(folder)).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    private static IEnumerable<string> Listed(string folder) => Lines(folder)
        .Where(line => line.GetProperty("plugin").ValueKind == JsonValueKind.String)
        .Select(line => $"{line.GetProperty("plugin")} {line.GetProperty("tag")}");

    private static void CheckValues(JsonElement expected, Event message)
    {
        if (!expected.TryGetProperty("values", out var values))
        {
            Assert.Null(message.Summary);
            return;
        }

        foreach (var (facts, value) in values.EnumerateArray().Zip(message.Summary.Value))
        {
            Assert.Equal(facts.GetProperty("tag").GetString(), value.Tag);
            if (facts.TryGetProperty("simpleValue", out var simple))
            {
                Assert.Equal((float)simple.GetDouble(), value.SimpleValue);
            }

            if (facts.TryGetProperty("tensor", out var tensor) && TensorValues.Numbers(value.Tensor) is { } numbers)
            {
                Assert.Equal(tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), TensorValues.Shape(value.Tensor));
                Assert.Equal(
                    tensor.GetProperty("values").EnumerateArray().Select(number => number.ToString()),
                    numbers.Select(number => JsonSerializer.Deserialize<JsonElement>(JsonLine.Of(json => json.WriteExact(number)))).Select((number, i) =>
                        number.ValueKind == JsonValueKind.String || number.GetDouble() != tensor.GetProperty("values")[i].GetDouble() ? number.ToString() : tensor.GetProperty("values")[i].ToString()));
            }
        }
    }

    private static Summary.Types.Value? Remake(Summary.Types.Value value)
    {
        if (value.ValueCase != Summary.Types.Value.ValueOneofCase.Tensor)
        {
            return null;
        }

        var label = new SummaryLabel(value.Metadata.DisplayName, value.Metadata.SummaryDescription);
        var tensor = value.Tensor;
        return value.Metadata.PluginData.PluginName switch
        {
            "scalars" => SummaryValues.Scalar(value.Tag, (float)TensorValues.Numbers(tensor)![0], label),
            "text" when tensor.TensorShape.Dim.Count == 0 => SummaryValues.Text(value.Tag, tensor.StringVal[0].ToStringUtf8(), label),
            "images" => SummaryValues.Images(
                value.Tag,
                int.Parse(tensor.StringVal[0].ToStringUtf8()),
                int.Parse(tensor.StringVal[1].ToStringUtf8()),
                [.. tensor.StringVal.Skip(2).Select(picture => picture.Memory)],
                label),
            "hparams" => SummaryValues.HParams(HParamsPluginData.Parser.ParseFrom(value.Metadata.PluginData.Content)),
            "histograms" when value.Tag == "constant" => SummaryValues.Histogram(value.Tag, Histogram.Of(Enumerable.Repeat(2f, 10).ToArray())),
            "histograms" when value.Tag == "empty" => SummaryValues.Histogram(value.Tag, Histogram.Of([])),
            _ => null,
        };
    }

    private static float[] Floats(double[] values) => [.. values.Select(value => (float)value)];

    private static double[] Npy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var data = bytes.AsSpan(10 + BitConverter.ToUInt16(bytes, 8)).ToArray();
        return data.Length == 200
            ? [.. data.Select(value => (double)value)]
            : [.. Enumerable.Range(0, 200).Select(i => (double)BitConverter.ToSingle(data, 4 * i))];
    }
}
