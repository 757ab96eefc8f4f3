using System.Collections.Concurrent;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>The names that fields have in protobuf text: a group goes by the name of its type, an extension by its full name in brackets.</summary>
public static class FieldNames
{
    private static readonly ConcurrentDictionary<MessageDescriptor, Dictionary<string, FieldDescriptor>> Tables = new();

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
    public static FieldDescriptor? Find(MessageDescriptor type, ReadOnlySpan<char> name) =>
        Tables.GetOrAdd(type, FieldsByName).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var field) ? field : null;

    /// <summary>What is wrong with a name that <see cref="Find"/> does not know, with a suggestion.</summary>
    public static string Unknown(MessageDescriptor type, string name) =>
        $"message type \"{type.FullName}\" has no field named \"{name}\"{Suggestion.For(name, type.Fields.InDeclarationOrder().Select(NameOf))}";

    private static Dictionary<string, FieldDescriptor> FieldsByName(MessageDescriptor type)
    {
        var result = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in type.Fields.InDeclarationOrder().OrderBy(field => field.FieldType == FieldType.Group))
        {
            result.TryAdd(NameOf(field), field);
        }

        return result;
    }
}
