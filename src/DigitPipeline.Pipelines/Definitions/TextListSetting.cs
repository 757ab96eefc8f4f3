using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A list of texts; its value is an array of <see cref="string"/>, each once, in an order that is not the file's.</summary>
internal abstract class TextListSetting(string name, string description) : SettingDefinition(name, Array.Empty<string>(), description)
{
    internal override object Read(YamlNode node, string path)
    {
        if (node.IsNothing) return Default!;
        if (node is not YamlSequence list) throw node.Expected(path, Expected);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            var text = (item as YamlScalar)?.Text;
            texts.Add(text is not null && IsItem(text) ? text : throw item.Expected(path, ExpectedInsteadOf(text ?? "")));
        }

        return InOrder(texts).ToArray();
    }

    internal override void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var text in (string[])value) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal override void WriteType(Utf8JsonWriter schema)
    {
        SchemaType.WriteOrNothing(schema, "array");
        schema.WriteStartObject("items");
        WriteItemType(schema);
        schema.WriteEndObject();
    }

    /// <summary>Whether a text may be in the list.</summary>
    protected abstract bool IsItem(string text);

    /// <summary>What an item is, in words, where another one was found.</summary>
    protected abstract string ExpectedInsteadOf(string found);

    /// <summary>The texts in their one order.</summary>
    protected abstract IEnumerable<string> InOrder(IReadOnlySet<string> texts);

    /// <summary>Writes the members of the JSON schema of an item.</summary>
    protected abstract void WriteItemType(Utf8JsonWriter schema);
}
