using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>
/// Free keys with values, kept as the text that is written; its value is a <see cref="SortedDictionary{TKey,TValue}"/> of text, in
/// ordinal order.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="keys">What the keys are, in words.</param>
/// <param name="key">What one of them is, with an example.</param>
/// <param name="isKey">Whether a text may be one.</param>
/// <param name="description">What it is for.</param>
internal sealed class TextMapSetting(string name, string keys, string key, Func<string, bool> isKey, string description)
    : SettingDefinition(name, new SortedDictionary<string, string>(StringComparer.Ordinal), description)
{
    public override string Expected => $"{keys} with values";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlMapping map) throw node.Expected(path, Expected);
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Entries)
        {
            if (name.Text.Length == 0 || !SettingText.IsClean(name.Text) || !isKey(name.Text)) throw name.Expected(path, key);
            texts[name.Text] = value is YamlScalar { IsNothing: false } scalar && SettingText.IsClean(scalar.Text)
                ? scalar.Text
                : throw value.Expected($"{path}.{name.Text}", "a value in one line; put anything but a word or number in quotes");
        }

        return texts;
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var (entry, text) in (SortedDictionary<string, string>)value) json.WriteString(entry, text);
        json.WriteEndObject();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "object");
        schema.WriteStartObject("additionalProperties");
        schema.WriteStartArray("type");
        foreach (var type in (string[])["string", "number", "boolean"]) schema.WriteStringValue(type);
        schema.WriteEndArray();
        schema.WriteEndObject();
    }
}
