using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Reads protobuf text into messages of any type, as the Python implementation 3.20 does (specification:
/// https://protobuf.dev/reference/protobuf/textformat-spec). Errors are <see cref="FormatException"/> with file, line and column.
/// </summary>
/// <param name="duplicates">What becomes of fields that are given twice.</param>
/// <param name="types">The extensions and packed messages that the text may name; by default, those of the message's own file.</param>
public sealed class TextFormatParser(Duplicates duplicates = Duplicates.Merge, KnownTypes? types = null)
{
    /// <summary>Messages nested deeper than this are refused, so that no text can exhaust the stack.</summary>
    public const int DeepestNesting = 500;

    /// <summary>Reads a message.</summary>
    public T Parse<T>(TextSource source)
        where T : IMessage, new()
    {
        var message = new T();
        Merge(source, message);
        return message;
    }

    /// <summary>Reads a message.</summary>
    public T Parse<T>(string text, string file)
        where T : IMessage, new() => Parse<T>(new TextSource(file, text));

    /// <summary>Merges a text into a message.</summary>
    public void Merge(TextSource source, IMessage message) => MessageMerger.Merge(ParseSyntax(source, message.Descriptor), message);

    /// <summary>Reads and checks a text, keeping where each field and value stands.</summary>
    public MessageNode ParseSyntax(TextSource source, MessageDescriptor type)
    {
        var tokens = new Tokenizer(source);
        var reader = new FieldReader(tokens, types ?? KnownTypes.Of(type), duplicates);
        var root = new MessageNode(type, open: -1) { Close = source.Text.Length };
        while (!tokens.Current.IsEnd)
        {
            reader.Read(root);
        }

        return root;
    }
}
