using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A text of a certain form; its value is a <see cref="string"/>.</summary>
/// <param name="name">Its name.</param>
/// <param name="defaultValue">Its default.</param>
/// <param name="expected">The form, in words.</param>
/// <param name="fits">Whether a text has it.</param>
/// <param name="description">What it is for.</param>
internal sealed class TextSetting(string name, string defaultValue, string expected, Func<string, bool> fits, string description)
    : SettingDefinition(name, defaultValue, description)
{
    public override string Expected => expected;

    internal override object Read(YamlNode node, string path) =>
        node is YamlScalar { IsNothing: false } scalar && SettingText.IsClean(scalar.Text) && fits(scalar.Text)
            ? scalar.Text
            : throw node.Expected(path, Expected);

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteStringValue((string)value);

    internal override void WriteType(Utf8JsonWriter schema) => schema.WriteString("type", "string");
}
