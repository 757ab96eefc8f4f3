using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A path, relative ones seen from the pipeline's folder; its value is a <see cref="string"/>.</summary>
internal sealed class FolderSetting(string name, string? defaultValue, string description)
    : SettingDefinition(name, defaultValue, description)
{
    public override string Expected => "the path of a folder";

    internal override object Read(YamlNode node, string path) =>
        node is YamlScalar { IsNothing: false, Text.Length: > 0 } scalar && SettingText.IsClean(scalar.Text)
            ? scalar.Text
            : throw node.Expected(path, Expected);

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteStringValue((string)value);

    internal override void WriteType(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteNumber("minLength", 1);
    }
}
