using System.Globalization;
using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A finite number in a range; its value is a <see cref="double"/>.</summary>
internal sealed class NumberSetting(string name, double? defaultValue, double min, double max, string description)
    : SettingDefinition(name, defaultValue, description)
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override string Expected => FormattableString.Invariant($"a number from {min} to {max}");

    internal override object Read(YamlNode node, string path) =>
        // NaN is in no range.
        node is YamlScalar { IsPlain: true } scalar
        && double.TryParse(scalar.Text, Style, CultureInfo.InvariantCulture, out var value)
        && value >= min && value <= max
            ? value == 0 ? 0d : value
            : throw node.Expected(path, Expected);

    internal override void WriteValue(Utf8JsonWriter json, object value) => json.WriteNumberValue((double)value);

    internal override void WriteType(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "number");
        schema.WriteNumber("minimum", min);
        schema.WriteNumber("maximum", max);
    }
}
