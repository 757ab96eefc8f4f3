using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A list of rule ids such as <c>BOX002</c>; its value is an array of <see cref="string"/>, in ordinal order, each once.</summary>
internal sealed class RuleListSetting(string name, string description) : SettingDefinition(name, Array.Empty<string>(), description)
{
    public override string Expected => "a list of rule ids such as [BOX002]";

    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlSequence list) throw node.Expected(path, Expected);
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
            ids.Add(item is YamlScalar scalar && IsId(scalar.Text)
                ? scalar.Text
                : throw item.Expected(path, "the id of a rule, such as BOX002"));
        return ids.ToArray();
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var id in (string[])value) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "array");
        schema.WriteStartObject("items");
        schema.WriteString("type", "string");
        schema.WriteString("pattern", "^[A-Z]+[0-9]+$");
        schema.WriteEndObject();
    }

    private static bool IsId(string text)
    {
        var digits = text.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return digits.Length > 0 && digits.Length < text.Length && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
