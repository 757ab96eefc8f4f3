using System.Text.Json;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>What a setting may be. Checks, defaults, canonical JSON, the JSON schema and the documentation come from here.</summary>
public abstract class SettingDefinition
{
    private protected SettingDefinition(string name, object? defaultValue, string description)
    {
        Name = name;
        Default = defaultValue;
        Description = description;
    }

    /// <summary>Its name in pipeline.yaml, such as <c>batch_size</c>.</summary>
    public string Name { get; }

    /// <summary>The value where none is written; null where one must be.</summary>
    public object? Default { get; }

    /// <summary>What it does, in one sentence.</summary>
    public string Description { get; }

    /// <summary>What it may be, such as "a whole number from 1 to 64".</summary>
    public abstract string Expected { get; }

    /// <summary>The default as in pipeline.yaml; empty where a value must be written.</summary>
    public string DefaultText => Default is null ? "" : Json(Default);

    internal abstract object Read(YamlNode node, string path);

    internal abstract void WriteValue(Utf8JsonWriter json, object value);

    internal abstract void WriteType(Utf8JsonWriter schema);

    internal void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject(Name);
        schema.WriteString("description", Description);
        if (Default is not null)
        {
            schema.WritePropertyName("default");
            WriteValue(schema, Default);
        }

        WriteType(schema);
        schema.WriteEndObject();
    }

    private string Json(object value) => JsonText.Write(json => WriteValue(json, value));
}
