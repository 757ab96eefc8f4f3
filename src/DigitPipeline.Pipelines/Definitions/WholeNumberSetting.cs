using System.Globalization;
using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A whole number in a range; its value is a <see cref="long"/>.</summary>
internal sealed class WholeNumberSetting(string name, long? defaultValue, long min, long max, string description)
    : SettingDefinition(name, defaultValue, description)
{
    public override string Expected => FormattableString.Invariant($"a whole number from {min} to {max}");

    internal override object Read(YamlNode node, string path) =>
        node is YamlScalar { IsPlain: true } scalar
        && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= min && value <= max
            ? value
            : throw node.Expected(path, Expected);

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteNumberValue((long)value);

    internal override void WriteType(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", min);
        schema.WriteNumber("maximum", max);
    }
}
