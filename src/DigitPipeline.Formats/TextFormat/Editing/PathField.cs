using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>One name of a path and the field that goes by it.</summary>
internal readonly record struct PathField(FieldPathStep Step, FieldDescriptor Field)
{
    /// <summary>The name as the text writes it.</summary>
    public string Name => FieldNames.NameOf(Field);

    /// <summary>Finds the fields of a path.</summary>
    /// <exception cref="FieldPathException">A name is none of its message's fields, or a bracket follows a field that is not repeated.</exception>
    public static IReadOnlyList<PathField> Resolve(FieldPath path, MessageDescriptor type, KnownTypes types)
    {
        var result = new List<PathField>();
        var current = type;
        foreach (var step in path.Steps)
        {
            if (current is null)
            {
                throw new FieldPathException(path.Text, $"\"{result[^1].Step.Name}\" is no message and has no field \"{step.Name}\"");
            }

            var field = Find(path, current, step.Name, types);
            if (!field.IsRepeated && step.Element != ElementChoice.Whole)
            {
                throw new FieldPathException(path.Text, $"\"{step.Name}\" is not repeated; leave out the bracket");
            }

            result.Add(new PathField(step, field));
            current = field.FieldType is FieldType.Message or FieldType.Group ? field.MessageType : null;
        }

        return result;
    }

    private static FieldDescriptor Find(FieldPath path, MessageDescriptor type, string name, KnownTypes types)
    {
        if (!name.StartsWith('['))
        {
            return FieldNames.Find(type, name) ?? throw new FieldPathException(path.Text, FieldNames.Unknown(type, name));
        }

        return types.FindExtension(name[1..^1]) is { } extension && extension.ExtendeeType == type
            ? extension
            : throw new FieldPathException(
                path.Text, $"message type \"{type.FullName}\" has no extension {name}{Suggestion.For(name, types.ExtensionsOf(type).Select(FieldNames.NameOf))}");
    }
}
