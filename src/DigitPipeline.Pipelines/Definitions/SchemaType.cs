using System.Text.Json;

namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Types in the JSON schema.</summary>
internal static class SchemaType
{
    /// <summary>The type, or nothing: all lines below a key may be commented out.</summary>
    public static void WriteOrNothing(Utf8JsonWriter schema, string type)
    {
        schema.WriteStartArray("type");
        schema.WriteStringValue(type);
        schema.WriteStringValue("null");
        schema.WriteEndArray();
    }
}
