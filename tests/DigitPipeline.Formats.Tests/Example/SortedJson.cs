using System.Text.Json;
using DigitPipeline.Formats.Example;

namespace DigitPipeline.Formats.Tests.Example;

internal static class SortedJson
{
    /// <summary>The text of an object whose members are put into byte order, without white space.</summary>
    public static string GetRawTextSorted(this JsonElement element) => JsonLine.Of(json =>
    {
        json.WriteStartObject();
        foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, Utf8Order.Instance))
        {
            json.WritePropertyName(member.Name);
            JsonSerializer.Serialize(json, member.Value);
        }

        json.WriteEndObject();
    });
}
