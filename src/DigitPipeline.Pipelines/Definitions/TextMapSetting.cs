using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>
/// Free keys with values, kept as the text that is written; its value is a <see cref="SortedDictionary{TKey,TValue}"/> of text, in
/// ordinal order.
/// </summary>
internal sealed class TextMapSetting(string name, string description)
    : SettingDefinition(name, new SortedDictionary<string, string>(StringComparer.Ordinal), description)
{
    public override string Expected => "field paths with values";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlMapping map) throw node.Expected(path, Expected);
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (key.Text.Length == 0 || !SettingText.IsClean(key.Text))
                throw key.Expected(path, "the path of a field, such as train_config.batch_size");
            texts[key.Text] = value is YamlScalar { IsNothing: false } scalar && SettingText.IsClean(scalar.Text)
                ? scalar.Text
                : throw value.Expected($"{path}.{key.Text}", "a value in one line; put anything but a word or number in quotes");
        }

        return texts;
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var (key, text) in (SortedDictionary<string, string>)value) json.WriteString(key, text);
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
