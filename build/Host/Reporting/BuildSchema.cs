using System.Text.Encodings.Web;
using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Reporting;

/// <summary>
/// <c>.nuke/build.schema.json</c>, by which editors know what may stand in <c>parameters.json</c>: JSON Schema draft 4, in the
/// arrangement that NUKE gives it.
/// </summary>
internal static class BuildSchema
{
    private static readonly JsonWriterOptions Readable =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema if it is not the one that is there.</summary>
    public static void Update(
        AbsolutePath nukeFolder, IReadOnlyList<ParameterDefinition> parameters, IReadOnlyList<ExecutableTarget> targets)
    {
        var file = nukeFolder / "build.schema.json";
        var content = Content(parameters, targets);
        if (!file.FileExists() || !File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
            WholeFile.Write(file, content);
    }

    private static byte[] Content(IReadOnlyList<ParameterDefinition> parameters, IReadOnlyList<ExecutableTarget> targets)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteStartObject("definitions");
            WriteEnumeration(json, "Host", ["Terminal"]);
            WriteEnumeration(json, "ExecutableTarget", targets.Select(target => target.Name).Order(StringComparer.Ordinal));
            WriteEnumeration(json, "Verbosity", Enum.GetNames<Verbosity>());
            json.WriteStartObject("NukeBuild");
            WriteProperties(json, parameters.Where(parameter => parameter.BuiltIn));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("allOf");
            json.WriteStartObject();
            WriteProperties(json, parameters.Where(parameter => !parameter.BuiltIn));
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("$ref", "#/definitions/NukeBuild");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteEnumeration(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        WriteNames(json, values);
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<ParameterDefinition> parameters)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var parameter in parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(parameter.Name);
            if (parameter.Description is { Length: > 0 } description)
                json.WriteString("description", description.Replace("{default}", "the build's own", StringComparison.Ordinal));
            WriteType(json, parameter);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, ParameterDefinition parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ValueType) ?? parameter.ValueType;
        if (type.IsArray)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            WriteElementType(json, parameter, type.GetElementType()!);
            json.WriteEndObject();
        }
        else
        {
            WriteElementType(json, parameter, type);
        }
    }

    private static void WriteElementType(Utf8JsonWriter json, ParameterDefinition parameter, Type type)
    {
        if (Reference(parameter, type) is { } definition)
        {
            json.WriteString("$ref", $"#/definitions/{definition}");
            return;
        }
        json.WriteString("type", JsonType(type));
        if (type.IsEnum)
            WriteNames(json, Enum.GetNames(type));
    }

    private static string? Reference(ParameterDefinition parameter, Type type) =>
        parameter == BuiltInParameters.Target || parameter == BuiltInParameters.Skip ? "ExecutableTarget"
        : parameter == BuiltInParameters.Host ? "Host"
        : type == typeof(Verbosity) ? "Verbosity"
        : null;

    private static string JsonType(Type type) =>
        type == typeof(bool) ? "boolean"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : type == typeof(double) ? "number"
        : "string";

    private static void WriteNames(Utf8JsonWriter json, IEnumerable<string> names)
    {
        json.WriteStartArray("enum");
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
