using System.Text;
using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>A value that a field is to have, checked against the field's type.</summary>
internal sealed class NewValue
{
    private readonly FieldDescriptor _field;
    private readonly object _value;

    private NewValue(FieldDescriptor field, object value) => (_field, _value) = (field, value);

    /// <summary>Reads one value. A string is taken as it is; all else is protobuf text, a message with or without its braces.</summary>
    /// <exception cref="FormatException">The value is not of the field's type.</exception>
    public static NewValue Read(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String => new NewValue(field, text),
        FieldType.Bytes => new NewValue(field, ByteString.CopyFromUtf8(text)),
        FieldType.Message or FieldType.Group => new NewValue(field, ReadMessage(field, text.Trim())),
        _ => new NewValue(field, ReadScalar(field, text)),
    };

    /// <summary>Reads the values of a repeated field: <c>[1, 2]</c>, or one value.</summary>
    /// <exception cref="FormatException">A value is not of the field's type.</exception>
    public static IReadOnlyList<NewValue> ReadAll(FieldDescriptor field, string text)
    {
        var isList = text.TrimStart().StartsWith('[');
        if (!isList || field.IsMap)
        {
            return [Read(field, text)];
        }

        try
        {
            var type = field.IsExtension ? field.ExtendeeType : field.ContainingType;
            var types = new KnownTypes(type.File, field.File);
            var list = new TextFormatParser(Duplicates.Refuse, types).ParseSyntax(new TextSource("value", $"{FieldNames.NameOf(field)}: {text}"), type);
            return [.. list.Fields.SelectMany(node => node.Values).Select(node => new NewValue(field, node.Scalar ?? Build(node.Message!)))];
        }
        catch (FormatException) when (field.FieldType is FieldType.String or FieldType.Bytes)
        {
            return [Read(field, text)];
        }
    }

    /// <summary>Whether a text already says this.</summary>
    public bool IsSaidBy(ValueNode node) =>
        node.Message is null ? BitsOf(_value).Equals(BitsOf(node.Scalar!)) : !node.Message.Type.IsMapEntry && _value.Equals(Build(node.Message));

    /// <summary>The field with this value.</summary>
    /// <param name="quote">The quotation mark around a string.</param>
    public FieldText ToText(char quote = '"') => _value is IMessage message
        ? FieldText.Message(FieldNames.NameOf(_field), TextFormatPrinter.Print(message).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        : FieldText.Scalar(FieldNames.NameOf(_field), _value is string text ? Quoted(text, quote) : ScalarText.Of(_field, _value, keepUnicode: true));

    private static object ReadScalar(FieldDescriptor field, string text)
    {
        var tokens = new Tokenizer(new TextSource("value", text));
        var value = new ScalarReader(tokens).Read(field).Scalar!;
        return tokens.Current.IsEnd ? value : throw tokens.Error($"expected one value, found {tokens.Found} after it");
    }

    private static IMessage ReadMessage(FieldDescriptor field, string text)
    {
        var source = new TextSource("value", text is ['{', .., '}'] or ['<', .., '>'] ? text[1..^1] : text);
        if (field.IsMap)
        {
            throw source.Error(0, "an entry of a map is set by its \"key\" and \"value\"");
        }

        var message = MessageMerger.Create(field.MessageType);
        new TextFormatParser(Duplicates.Refuse).Merge(source, message);
        return message;
    }

    private static IMessage Build(MessageNode node)
    {
        var message = MessageMerger.Create(node.Type);
        MessageMerger.Merge(node, message);
        return message;
    }

    /// <summary>Floats by their bits: 0.0 and -0.0 are two values.</summary>
    private static object BitsOf(object value) => value switch
    {
        float number => BitConverter.SingleToInt32Bits(number),
        double number => BitConverter.DoubleToInt64Bits(number),
        _ => value,
    };

    private static string Quoted(string value, char quote)
    {
        var text = new StringBuilder().Append(quote);
        foreach (var character in value)
        {
            var rare = char.IsControl(character) && character is not ('\t' or '\n' or '\r');
            var plain = character == (quote == '"' ? '\'' : '"');
            text.Append(rare ? StringText.Escape(character.ToString()) : plain ? character.ToString() : StringText.EscapeKeepingUnicode(character.ToString()));
        }

        return text.Append(quote).ToString();
    }
}
