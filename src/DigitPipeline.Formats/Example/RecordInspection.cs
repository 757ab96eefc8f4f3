using System.Text.Json;
using DigitPipeline.Formats.TFRecord;

namespace DigitPipeline.Formats.Example;

/// <summary>Shows what a TFRecord file of examples holds.</summary>
public static class RecordInspection
{
    /// <summary>
    /// One JSON object a record, read as they are asked for:
    /// <c>{"index","offset","length","features":{name:{"bytes":[sha256...]|"float":[...]|"int64":[...]}}}</c>, features in byte order
    /// of their names, floats as the exact decimal of the stored number. A feature without a kind is an empty object.
    /// </summary>
    /// <exception cref="FormatException">A damaged file, or a record that is no example.</exception>
    public static IEnumerable<string> JsonLines(string path) =>
        from file in ShardedPath.Expand(path)
        from record in TFRecordReader.Read(file)
        select Line(ExampleRecord.Parse(file, record), record);

    /// <summary>Reads a file to its end, with every CRC and every example.</summary>
    /// <returns>Number of records, and bytes of their data.</returns>
    /// <exception cref="FormatException">As <see cref="JsonLines"/>.</exception>
    public static (long Records, long Bytes) Verify(string path)
    {
        long records = 0, bytes = 0;
        foreach (var file in ShardedPath.Expand(path))
        {
            foreach (var record in TFRecordReader.Read(file))
            {
                ExampleRecord.Parse(file, record);
                records++;
                bytes += record.Data.Length;
            }
        }

        return (records, bytes);
    }

    private static string Line(ExampleRecord example, TFRecord.TFRecord record) => JsonLine.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("index", record.Index);
        json.WriteNumber("offset", record.Offset);
        json.WriteNumber("length", record.Data.Length);
        json.WriteStartObject("features");
        foreach (var name in example.Names)
        {
            json.WriteStartObject(name);
            Values(json, example.Message.Features.Feature[name]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Values(Utf8JsonWriter json, Feature feature)
    {
        switch (feature.KindCase)
        {
            case Feature.KindOneofCase.BytesList:
                json.WriteStartArray("bytes");
                foreach (var bytes in feature.BytesList.Value)
                {
                    json.WriteStringValue(JsonLine.Sha256(bytes.Span));
                }

                json.WriteEndArray();
                break;
            case Feature.KindOneofCase.FloatList:
                json.WriteStartArray("float");
                foreach (var value in feature.FloatList.Value)
                {
                    json.WriteExact(value);
                }

                json.WriteEndArray();
                break;
            case Feature.KindOneofCase.Int64List:
                json.WriteNumbers("int64", feature.Int64List.Value);
                break;
        }
    }
}
