using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>One of several words; its value is a <see cref="string"/>.</summary>
internal sealed class ChoiceSetting(string name, string defaultValue, string[] allowed, string description)
    : SettingDefinition(name, defaultValue, description)
{
    public override string Expected => $"{string.Join(", ", allowed[..^1])} or {allowed[^1]}";

    internal override object Read(YamlNode node, string path)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) throw node.Expected(path, Expected);
        return allowed.Contains(scalar.Text, StringComparer.Ordinal)
            ? scalar.Text
            : throw node.Expected(path, Expected + Suggestion.Clause(scalar.Text, allowed));
    }

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteStringValue((string)value);

    internal override void WriteType(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("enum");
        foreach (var word in allowed) schema.WriteStringValue(word);
        schema.WriteEndArray();
    }
}
