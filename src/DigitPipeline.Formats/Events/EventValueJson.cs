using System.Globalization;
using System.Text.Json;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Formats.Events;

/// <summary>One value of an event as JSON.</summary>
internal static class EventValueJson
{
    /// <summary>One line of JSON.</summary>
    public static string Line(string run, Event message, Summary.Types.Value value, string? plugin) => JsonLine.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("run", run);
        json.WriteNumber("step", message.Step);
        json.WritePropertyName("wall_time");
        json.WriteExact(message.WallTime);
        json.WriteString("tag", value.Tag);
        json.WriteString("plugin", plugin);
        switch (value.ValueCase)
        {
            case Summary.Types.Value.ValueOneofCase.SimpleValue:
                json.WriteString("value_kind", "simple_value");
                json.WritePropertyName("value");
                json.WriteExact(value.SimpleValue);
                break;
            case Summary.Types.Value.ValueOneofCase.Image:
                json.WriteString("value_kind", "image");
                json.WriteNumber("width", value.Image.Width);
                json.WriteNumber("height", value.Image.Height);
                WriteHashes(json, [value.Image.EncodedImageString]);
                break;
            case Summary.Types.Value.ValueOneofCase.Histo:
                json.WriteString("value_kind", "histo");
                WriteList(json, "bucket_limit", value.Histo.BucketLimit);
                WriteList(json, "bucket", value.Histo.Bucket);
                break;
            case Summary.Types.Value.ValueOneofCase.Tensor:
                json.WriteString("value_kind", "tensor");
                WriteTensor(json, value.Tensor, plugin);
                break;
        }

        json.WriteEndObject();
    });

    private static void WriteTensor(Utf8JsonWriter json, TensorProto tensor, string? plugin)
    {
        json.WriteString("dtype", ((BundleType)tensor.Dtype).TensorFlowName());
        json.WriteNumbers("shape", TensorValues.Shape(tensor));
        if (plugin == "images" && tensor.StringVal is [var width, var height, ..])
        {
            WriteSize(json, "width", width);
            WriteSize(json, "height", height);
            WriteHashes(json, tensor.StringVal.Skip(2));
        }
        else if (tensor.Dtype == DataType.DtString)
        {
            json.WriteStartArray("values");
            foreach (var text in tensor.StringVal)
            {
                json.WriteBase64StringValue(text.Span);
            }

            json.WriteEndArray();
        }
        else if (TensorValues.Numbers(tensor) is { } numbers)
        {
            if (plugin == "scalars" && numbers.Count == 1)
            {
                json.WritePropertyName("value");
                json.WriteExact(numbers[0]);
            }
            else
            {
                WriteList(json, "values", numbers);
            }
        }
    }

    private static void WriteSize(Utf8JsonWriter json, string name, ByteString text)
    {
        if (int.TryParse(text.Span, CultureInfo.InvariantCulture, out var size))
        {
            json.WriteNumber(name, size);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteHashes(Utf8JsonWriter json, IEnumerable<ByteString> pictures)
    {
        json.WriteStartArray("sha256");
        foreach (var picture in pictures)
        {
            json.WriteStringValue(JsonLine.Sha256(picture.Span));
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteExact(value);
        }

        json.WriteEndArray();
    }
}
