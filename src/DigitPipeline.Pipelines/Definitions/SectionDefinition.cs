using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>A section of pipeline.yaml: its settings, and the rules that tie them to one another.</summary>
public sealed class SectionDefinition
{
    internal SectionDefinition(string name, string description, SettingDefinition[] settings, params SectionRule[] rules)
    {
        Name = name;
        Description = description;
        Settings = settings;
        Rules = rules;
    }

    /// <summary>Its name in pipeline.yaml.</summary>
    public string Name { get; }

    /// <summary>What it is for, in one sentence.</summary>
    public string Description { get; }

    /// <summary>Its settings, in the order in which people meet them.</summary>
    public IReadOnlyList<SettingDefinition> Settings { get; }

    internal IReadOnlyList<SectionRule> Rules { get; }

    internal void WriteSchema(Utf8JsonWriter schema)
    {
        var required = Settings.Any(setting => setting.Default is null);
        schema.WriteStartObject(Name);
        schema.WriteString("description", Description);
        if (required) schema.WriteString("type", "object");
        else SchemaType.WriteOrNothing(schema, "object");
        WriteContent(schema);
        schema.WriteEndObject();
    }

    internal void WriteContent(Utf8JsonWriter schema)
    {
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteStartArray("required");
        foreach (var setting in Settings.Where(setting => setting.Default is null)) schema.WriteStringValue(setting.Name);
        schema.WriteEndArray();
        schema.WriteStartObject("properties");
        foreach (var setting in Settings) setting.WriteSchema(schema);
        schema.WriteEndObject();
    }
}
