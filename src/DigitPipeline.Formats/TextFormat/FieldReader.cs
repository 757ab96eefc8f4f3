using System.Text;
using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Reads the fields of messages, field by field, into syntax nodes.</summary>
internal sealed class FieldReader(Tokenizer tokens, KnownTypes types, Duplicates duplicates)
{
    private readonly ScalarReader _scalars = new(tokens);
    private int _depth;

    /// <summary>Reads one field of a message with its separator.</summary>
    public void Read(MessageNode message)
    {
        var node = new FieldNode(tokens.Current.Start);
        if (tokens.TryConsume('['))
        {
            if (message.Type.FullName == Any.Descriptor.FullName)
            {
                ReadPacked(message, node);
                return;
            }

            node.Field = ReadExtensionName(message.Type);
        }
        else
        {
            node.Field = ReadFieldName(message.Type);
        }

        ReadValues(message, node);
        node.End = tokens.Previous.End;
        if (tokens.TryConsume(',') || tokens.TryConsume(';'))
        {
            node.End = tokens.Previous.End;
        }

        message.Add(node);
    }

    private void ReadValues(MessageNode message, FieldNode node)
    {
        var field = node.Field!;
        if (duplicates == Duplicates.Refuse)
        {
            DuplicateCheck.RefuseOtherMember(tokens, message, field);
        }

        if (IsMessage(field))
        {
            tokens.TryConsume(':');
        }
        else
        {
            tokens.Consume(':');
        }

        var start = tokens.Current.Start;
        if (!field.IsRepeated || !tokens.TryConsume('['))
        {
            node.Values = [ReadValue(message, field)];
            return;
        }

        node.ListOpen = start;
        node.Values = ReadList(message, field);
        node.ListClose = tokens.Previous.Start;
    }

    private List<ValueNode> ReadList(MessageNode message, FieldDescriptor field)
    {
        var values = new List<ValueNode>();
        if (tokens.TryConsume(']'))
        {
            return values;
        }

        values.Add(ReadValue(message, field));
        while (!tokens.TryConsume(']'))
        {
            tokens.Consume(',');
            values.Add(ReadValue(message, field));
        }

        return values;
    }

    private ValueNode ReadValue(MessageNode message, FieldDescriptor field)
    {
        if (IsMessage(field))
        {
            var (start, closing) = ReadOpening();
            RefuseSecond(message, field);
            return ReadBody(field.MessageType, start, closing);
        }

        var value = _scalars.Read(field);
        RefuseSecond(message, field);
        return value;
    }

    private void RefuseSecond(MessageNode message, FieldDescriptor field)
    {
        if (duplicates == Duplicates.Refuse)
        {
            DuplicateCheck.RefuseSecond(tokens, message, field);
        }
    }

    private (int Start, char Closing) ReadOpening()
    {
        var start = tokens.Current.Start;
        if (tokens.TryConsume('<'))
        {
            return (start, '>');
        }

        tokens.Consume('{');
        return (start, '}');
    }

    private ValueNode ReadBody(MessageDescriptor type, int start, char closing)
    {
        if (++_depth > TextFormatParser.DeepestNesting)
        {
            throw tokens.ErrorAtPrevious(FormattableString.Invariant($"messages are nested deeper than {TextFormatParser.DeepestNesting} levels"));
        }

        var body = new MessageNode(type, start);
        while (!tokens.LookingAt(closing))
        {
            if (tokens.Current.IsEnd)
            {
                var opened = tokens.Source.LineOf(start);
                throw tokens.ErrorAtPrevious(FormattableString.Invariant($"expected \"{closing}\" for the message opened in line {opened}, found the end of the file"));
            }

            Read(body);
        }

        tokens.Next();
        body.Close = tokens.Previous.Start;
        _depth--;
        return new ValueNode(start, tokens.Previous.End, null, body);
    }

    private FieldDescriptor ReadFieldName(MessageDescriptor type)
    {
        var name = tokens.CurrentText;
        Rune.DecodeFromUtf16(name, out var first, out _);
        if (!Rune.IsLetterOrDigit(first) && first.Value != '_')
        {
            throw tokens.Error($"expected the name of a field of \"{type.FullName}\", found {tokens.Found}");
        }

        tokens.Next();
        return FieldNames.Find(type, name) ?? throw tokens.ErrorAtPrevious(FieldNames.Unknown(type, name.ToString()));
    }

    private FieldDescriptor ReadExtensionName(MessageDescriptor type)
    {
        var name = ReadDottedName();
        var field = types.FindExtension(name);
        if (field?.ExtendeeType != type)
        {
            throw tokens.ErrorAtPrevious(ProblemOfExtension(type, name, field));
        }

        tokens.Consume(']');
        return field;
    }

    private string ProblemOfExtension(MessageDescriptor type, string name, FieldDescriptor? found)
    {
        if (type.ToProto().ExtensionRange.Count == 0)
        {
            return $"message type \"{type.FullName}\" does not have extensions";
        }

        return found is null
            ? $"extension \"{name}\" is not known{Suggestion.For(name, types.ExtensionsOf(type).Select(extension => extension.FullName))}"
            : $"extension \"{name}\" does not extend message type \"{type.FullName}\" but \"{found.ExtendeeType.FullName}\"";
    }

    /// <summary>An Any by its content: <c>[type.googleapis.com/package.Message] { ... }</c>.</summary>
    private void ReadPacked(MessageNode message, FieldNode node)
    {
        var prefix = ReadDottedName();
        tokens.Consume('/');
        var name = ReadDottedName();
        var type = types.FindMessage(name) ?? throw tokens.ErrorAtPrevious($"message type \"{name}\" is not known");
        tokens.Consume(']');
        tokens.TryConsume(':');
        var (start, closing) = ReadOpening();
        node.TypeUrl = $"{prefix}/{name}";
        node.Values = [ReadBody(type, start, closing)];
        node.End = tokens.Previous.End;
        message.Add(node);
    }

    private string ReadDottedName()
    {
        var name = new StringBuilder(ReadIdentifier());
        while (tokens.TryConsume('.'))
        {
            name.Append('.').Append(ReadIdentifier());
        }

        return name.ToString();
    }

    private string ReadIdentifier()
    {
        var text = tokens.CurrentText;
        if (text.IsEmpty || !(char.IsLetter(text[0]) || text[0] == '_'))
        {
            throw tokens.Error($"expected an identifier, found {tokens.Found}");
        }

        tokens.Next();
        return text.ToString();
    }

    private static bool IsMessage(FieldDescriptor field) => field.FieldType is FieldType.Message or FieldType.Group;
}
