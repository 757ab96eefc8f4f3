using System.Text.Json;
using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Schema;

/// <summary>
/// The JSON schema (draft 2020-12) of pipeline.yaml, from which editors complete and check settings while they are written. It says all
/// that a schema can say: rules between settings are checked by <see cref="PipelineSettings.Parse"/> only.
/// </summary>
public static class PipelineSchema
{
    /// <summary>The text of <c>pipelines/pipeline.schema.json</c>.</summary>
    public static string Text() => JsonText.WriteIndented(Write);

    private static void Write(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.WriteString("title", "pipeline.yaml");
        schema.WriteString("description", "Settings of a pipeline of DigitPipeline.");
        schema.WriteString("type", "object");
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteStartArray("required");
        foreach (var section in PipelineSettings.Definitions.Where(section => section.Settings.Any(setting => setting.Default is null)))
            schema.WriteStringValue(section.Name);
        schema.WriteEndArray();
        schema.WriteStartObject("properties");
        foreach (var section in PipelineSettings.Definitions) section.WriteSchema(schema);
        schema.WriteEndObject();
        schema.WriteEndObject();
    }
}
