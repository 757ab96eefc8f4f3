using System.Globalization;
using System.Text.Json;
using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.Tests.Schema;

public class SchemaTests
{
    private static readonly KnownTypes Types = new(PipelineReflection.Descriptor, StringIntLabelMapReflection.Descriptor, TargetAssignerReflection.Descriptor);

    [Fact]
    public void The_schema_has_all_messages_of_the_original() => Assert.Equal(161, Types.MessageNames.Count());

    [Fact]
    public void Every_message_and_field_of_the_reference_is_there_with_number_label_and_default()
    {
        foreach (var message in Reference().GetProperty("messages").EnumerateObject())
        {
            var type = Types.FindMessage("object_detection.protos." + message.Name);
            Assert.NotNull(type);
            var expected = message.Value.GetProperty("fields").EnumerateArray().Select(Describe).Order(StringComparer.Ordinal);
            var proto = type.ToProto();
            var found = proto.Field.Select(field => Describe(field, proto)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Every_enum_of_the_reference_is_there_with_its_values()
    {
        foreach (var reference in Reference().GetProperty("enums").EnumerateObject())
        {
            var dot = reference.Name.LastIndexOf('.');
            var values = Types.MessageNames.Select(name => Types.FindMessage(name)!)
                .SelectMany(type => dot < 0 ? type.File.EnumTypes : type.EnumTypes)
                .First(type => type.FullName == "object_detection.protos." + reference.Name)
                .Values;
            Assert.Equal(
                reference.Value.GetProperty("values").EnumerateObject().Select(value => (value.Name, value.Value.GetInt32())),
                values.Select(value => (value.Name, value.Number)));
        }
    }

    private static JsonElement Reference() => Golden.Json(Path.Combine(Golden.Folder("../reference"), "od-protos.json"));

    private static string Describe(JsonElement field)
    {
        var explicitDefault = field.TryGetProperty("has_explicit_default", out var has) && has.GetBoolean();
        var value = explicitDefault ? field.GetProperty("default") : default;
        var text = value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number when field.GetProperty("type").GetString() is "float" => FloatText.Of((float)value.GetDouble()),
            JsonValueKind.Undefined => string.Empty,
            _ => value.ToString(),
        };
        var oneof = field.TryGetProperty("oneof", out var name) ? name.GetString() : string.Empty;
        return FormattableString.Invariant(
            $"{field.GetProperty("number").GetInt32()} {field.GetProperty("name")} {field.GetProperty("label")} {oneof} {text}");
    }

    private static string Describe(FieldDescriptorProto field, DescriptorProto message)
    {
        var isFloat = field.Type == FieldDescriptorProto.Types.Type.Float && field.HasDefaultValue;
        var text = isFloat ? FloatText.Of(float.Parse(field.DefaultValue, CultureInfo.InvariantCulture)) : field.DefaultValue;
        var oneof = field.HasOneofIndex ? message.OneofDecl[field.OneofIndex].Name : string.Empty;
        return FormattableString.Invariant($"{field.Number} {field.Name} {field.Label.ToString().ToLowerInvariant()} {oneof} {text}");
    }
}
