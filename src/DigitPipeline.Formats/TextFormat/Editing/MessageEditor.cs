using DigitPipeline.Formats.TextFormat.Syntax;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>
/// Changes single values of a text and nothing else: comments, order, layout and the spelling of all other values stay. A value that
/// the text has already is left as it is spelt.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="type">Its message type.</param>
/// <param name="types">The extensions that may be named.</param>
public sealed class MessageEditor(TextSource source, MessageDescriptor type, KnownTypes? types = null)
{
    private readonly KnownTypes _types = types ?? KnownTypes.Of(type);

    /// <summary>The text with a field set to a value.</summary>
    /// <param name="path">
    /// The field. Messages on the way that are not there yet are added at the end of the message they belong to. A repeated field
    /// without a bracket is replaced as a whole; on the way it stands for its only element.
    /// </param>
    /// <param name="value">
    /// A string field takes the characters as they are. Other fields take protobuf text: a number, <c>true</c>, an enum's name, a
    /// message with or without its braces; a repeated field without a bracket also <c>[1, 2]</c>.
    /// </param>
    /// <exception cref="FormatException">The text is not of the message type.</exception>
    /// <exception cref="FieldPathException">
    /// The path names no field, the field does not take the value, or another member of its oneof is set.
    /// </exception>
    public string Set(FieldPath path, string value)
    {
        var steps = PathField.Resolve(path, type, _types);
        var values = ReadValue(path, steps[^1], value);
        return Edit((root, layout) => new FieldSetter(path, steps, values, layout, source).Set([root], 0));
    }

    /// <summary>The text without a field; unchanged where it is not there.</summary>
    /// <exception cref="FormatException">The text is not of the message type.</exception>
    /// <exception cref="FieldPathException">The path names no field.</exception>
    public string Remove(FieldPath path)
    {
        var steps = PathField.Resolve(path, type, _types);
        if (steps[^1].Step.Element != ElementChoice.Whole)
        {
            throw new FieldPathException(path.Text, "only a field as a whole can be removed; leave out the last bracket");
        }

        return Edit((root, layout) => FieldLookup.Mentions(root, steps).Select(layout.Remove));
    }

    private string Edit(Func<MessageNode, Layout, IEnumerable<TextEdit>> edit)
    {
        var parser = new TextFormatParser(Duplicates.Merge, _types);
        var root = parser.ParseSyntax(source, type);
        return TextEdit.Apply(source.Text, edit(root, new Layout(source.Text, root)));
    }

    private static IReadOnlyList<NewValue> ReadValue(FieldPath path, PathField last, string value)
    {
        try
        {
            var whole = last.Field.IsRepeated && last.Step.Element == ElementChoice.Whole;
            return whole ? NewValue.ReadAll(last.Field, value) : [NewValue.Read(last.Field, value)];
        }
        catch (FormatException e)
        {
            throw new FieldPathException(path.Text, e.Problem);
        }
    }
}
