using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitPipeline.Incremental.Keys;

/// <summary>
/// JSON with one spelling: members in ordinal order, no spaces, numbers as they were written. <c>jq -cS . FILE</c> gives the same text
/// for the keys of this engine.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>UTF-8 of the value in its one spelling.</summary>
    public static byte[] Write(JsonElement value) => Write(writer => Write(writer, value), Compact);

    /// <summary>The value for people: the same order, one member a line.</summary>
    public static byte[] WriteReadable(JsonElement value) => Write(writer => Write(writer, value), Indented);

    /// <summary>UTF-8 of what <paramref name="content"/> writes.</summary>
    internal static byte[] Write(Action<Utf8JsonWriter> content, bool readable = false) => Write(content, readable ? Indented : Compact);

    internal static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in InOrder(value))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                writer.WriteRawValue(Encoding.UTF8.GetBytes(value.GetRawText()), skipInputValidation: true);
                break;
        }
    }

    // What was written here is in order; only what others wrote has to be sorted.
    private static IEnumerable<JsonProperty> InOrder(JsonElement value)
    {
        string? last = null;
        foreach (var member in value.EnumerateObject())
        {
            var name = member.Name;
            if (last is not null && string.CompareOrdinal(last, name) > 0)
                return value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal);
            last = name;
        }

        return value.EnumerateObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> content, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options)) content(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
