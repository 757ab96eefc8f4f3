using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Writes JSON that is the same on every machine.</summary>
internal static class JsonText
{
    /// <summary>JSON without white space.</summary>
    public static string Write(Action<Utf8JsonWriter> write) => Write(new JsonWriterOptions(), write);

    /// <summary>JSON for people: two spaces a level, a line feed at each line's end, text as it is read.</summary>
    public static string WriteIndented(Action<Utf8JsonWriter> write) => Write(
        new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, write) + "\n";

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
