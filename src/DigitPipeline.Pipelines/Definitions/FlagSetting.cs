using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A truth value; its value is a <see cref="bool"/>.</summary>
internal sealed class FlagSetting(string name, bool defaultValue, string description) : SettingDefinition(name, defaultValue, description)
{
    public override string Expected => "true or false";

    internal override object Read(YamlNode node, string path) => node switch
    {
        YamlScalar { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
        YamlScalar { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
        _ => throw node.Expected(path, Expected),
    };

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteBooleanValue((bool)value);

    internal override void WriteType(Utf8JsonWriter schema) => schema.WriteString("type", "boolean");
}
