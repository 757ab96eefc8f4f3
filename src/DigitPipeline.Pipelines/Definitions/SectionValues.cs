using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>The checked values of a section, with defaults filled in.</summary>
internal sealed class SectionValues(SectionDefinition definition, IReadOnlyDictionary<string, object> values)
{
    private string? _json;

    /// <summary>JSON without white space, keys in ordinal order.</summary>
    public string CanonicalJson => _json ??= JsonText.Write(Write);

    public object this[string setting] => values[setting];

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var setting in definition.Settings.OrderBy(setting => setting.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(setting.Name);
            setting.WriteValue(json, values[setting.Name]);
        }

        json.WriteEndObject();
    }
}
