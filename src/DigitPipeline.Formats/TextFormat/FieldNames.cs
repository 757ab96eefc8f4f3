using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>The names that fields have in protobuf text: a group goes by the name of its type, an extension by its full name in brackets.</summary>
public static class FieldNames
{
    /// <summary>The name of a field as it is written.</summary>
    public static string NameOf(FieldDescriptor field)
    {
        if (field.IsExtension)
        {
            return $"[{field.FullName}]";
        }

        return field.FieldType == FieldType.Group ? field.MessageType.Name : field.Name;
    }

    /// <summary>The field (no extension) that goes by this name.</summary>
    public static FieldDescriptor? Find(MessageDescriptor type, string name) =>
        type.FindFieldByName(name) is { IsExtension: false } field && NameOf(field) == name
            ? field
            : type.Fields.InDeclarationOrder().FirstOrDefault(candidate => candidate.FieldType == FieldType.Group && NameOf(candidate) == name);

    /// <summary>What is wrong with a name that <see cref="Find"/> does not know, with a suggestion.</summary>
    public static string Unknown(MessageDescriptor type, string name) =>
        $"message type \"{type.FullName}\" has no field named \"{name}\"{Suggestion.For(name, type.Fields.InDeclarationOrder().Select(NameOf))}";
}
