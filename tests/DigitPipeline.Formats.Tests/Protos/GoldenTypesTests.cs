using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.Tests.Protos;

/// <summary>The messages of the tests' own file stand for those of golden/textproto/types.desc.</summary>
public class GoldenTypesTests
{
    [Theory]
    [InlineData("Types")]
    [InlineData("NeedsMore")]
    public void The_message_has_the_golden_one_s_fields(string name)
    {
        var file = FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(Golden.Folder("textproto"), "types.desc"))).File[0];
        var golden = file.MessageType.Single(message => message.Name == name);
        var own = name == "Types" ? AllTypes.Descriptor : NeedsMore.Descriptor;
        Assert.Equal(golden.Field.OrderBy(field => field.Number).Select(Line), own.ToProto().Field.OrderBy(field => field.Number).Select(Line));
        Assert.Equal(
            golden.NestedType.Where(nested => nested.Options?.MapEntry == true).Select(nested => nested.Field[1].Type),
            own.ToProto().NestedType.Where(nested => nested.Options?.MapEntry == true).Select(nested => nested.Field[1].Type));
        Assert.Equal(file.Extension.Select(Line), AllTypesReflection.Descriptor.ToProto().Extension.Select(Line));
    }

    private static string Line(FieldDescriptorProto field) => string.Join(
        ' ', field.Name, field.Number, field.Label, field.Type, field.TypeName.Replace(".golden.AllTypes", ".golden.Types", StringComparison.Ordinal), field.DefaultValue);
}
