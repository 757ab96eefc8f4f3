using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Some of several words; its value is an array of <see cref="string"/>, each once, in the order of the words.</summary>
internal sealed class WordListSetting(string name, string[] allowed, string description)
    : SettingDefinition(name, Array.Empty<string>(), description)
{
    public override string Expected => $"a list of {string.Join(", ", allowed)}";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlSequence list) throw node.Expected(path, Expected);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar scalar) throw item.Expected(path, Expected);
            wanted.Add(allowed.Contains(scalar.Text, StringComparer.Ordinal)
                ? scalar.Text
                : throw item.Expected(path, Expected + Suggestion.Clause(scalar.Text, allowed)));
        }

        return allowed.Where(wanted.Contains).ToArray();
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var word in (string[])value) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "array");
        schema.WriteStartObject("items");
        schema.WriteStartArray("enum");
        foreach (var word in allowed) schema.WriteStringValue(word);
        schema.WriteEndArray();
        schema.WriteEndObject();
    }
}
