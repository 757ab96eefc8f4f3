using DigitPipeline.Formats.TextFormat.Syntax;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>Where new fields go, and how they are indented, so that they look like what is around them.</summary>
internal sealed class Layout(string text, MessageNode root)
{
    private readonly string _unit = Unit(text, root);

    /// <summary>The line ends of this file.</summary>
    private string NewLine { get; } = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Adds a field at the end of a message.</summary>
    public TextEdit InsertInto(MessageNode message, FieldText field)
    {
        if (message.Open < 0)
        {
            var start = text.Length == 0 || text.EndsWith('\n') ? string.Empty : NewLine;
            return new TextEdit(text.Length, 0, start + field.Indented(string.Empty, _unit, NewLine) + NewLine);
        }

        if (StartsLine(text, message.Close))
        {
            var sibling = message.Fields.FirstOrDefault(node => StartsLine(text, node.Start));
            var indent = sibling is null ? IndentAt(text, message.Close) + _unit : IndentAt(text, sibling.Start);
            return new TextEdit(LineStart(text, message.Close), 0, field.Indented(indent, _unit, NewLine) + NewLine);
        }

        return message.Fields.Count == 0
            ? new TextEdit(message.Open + 1, message.Close - message.Open - 1, $" {field.OneLine} ")
            : new TextEdit(message.Fields[^1].End, 0, $" {field.OneLine}");
    }

    /// <summary>Adds an element after a mention of a repeated field: within its list, or as a mention of its own.</summary>
    public TextEdit InsertAfter(FieldNode mention, string name, FieldText element)
    {
        if (mention.IsList)
        {
            return InsertIntoList(mention, element.WithoutName(name).OneLine);
        }

        return OwnsLines(mention)
            ? new TextEdit(LineEnd(mention.End), 0, NewLine + element.Indented(IndentAt(text, mention.Start), _unit, NewLine))
            : new TextEdit(mention.End, 0, $" {element.OneLine}");
    }

    /// <summary>Puts a value in the place of another one.</summary>
    public TextEdit Replace(FieldNode mention, ValueNode old, string name, FieldText field)
    {
        var value = field.WithoutName(name);
        var replacement = OwnsLines(mention) && !mention.IsList
            ? value.Indented(IndentAt(text, mention.Start), _unit, NewLine)[IndentAt(text, mention.Start).Length..]
            : value.OneLine;
        return new TextEdit(old.Start, old.End - old.Start, replacement);
    }

    /// <summary>Puts values in the place of a mention: a list stays a list, another mention becomes one for each value.</summary>
    public TextEdit ReplaceAll(FieldNode mention, string name, IReadOnlyList<FieldText> fields)
    {
        if (mention.IsList)
        {
            var list = string.Join(", ", fields.Select(field => field.WithoutName(name).OneLine));
            return new TextEdit(mention.ListOpen + 1, mention.ListClose - mention.ListOpen - 1, list);
        }

        if (fields.Count == 0)
        {
            return Remove(mention);
        }

        var indent = IndentAt(text, mention.Start);
        var replacement = OwnsLines(mention)
            ? string.Join(NewLine, fields.Select(field => field.Indented(indent, _unit, NewLine)))[indent.Length..]
            : string.Join(' ', fields.Select(field => field.OneLine));
        return new TextEdit(mention.Start, mention.Values[0].End - mention.Start, replacement);
    }

    /// <summary>Takes a mention out, with its line where it has that for itself.</summary>
    public TextEdit Remove(FieldNode mention)
    {
        var start = mention.Start;
        if (OwnsLines(mention))
        {
            start = LineStart(text, start);
            var next = text.IndexOf('\n', mention.End);
            return new TextEdit(start, (next < 0 ? text.Length : next + 1) - start, string.Empty);
        }

        while (start > 0 && text[start - 1] is ' ' or '\t' && !StartsLine(text, mention.Start))
        {
            start--;
        }

        return new TextEdit(start, mention.End - start, string.Empty);
    }

    private TextEdit InsertIntoList(FieldNode mention, string value)
    {
        if (mention.Values.Count == 0)
        {
            return new TextEdit(mention.ListOpen + 1, 0, value);
        }

        var last = mention.Values[^1];
        var separator = StartsLine(text, last.Start) ? $",{NewLine}{IndentAt(text, last.Start)}" : ", ";
        return new TextEdit(last.End, 0, separator + value);
    }

    /// <summary>Whether nothing but a comment shares lines with a mention.</summary>
    private bool OwnsLines(FieldNode mention)
    {
        var rest = text.AsSpan(mention.End, LineEnd(mention.End) - mention.End).TrimStart();
        return StartsLine(text, mention.Start) && (rest.IsEmpty || rest[0] == '#');
    }

    private int LineEnd(int offset)
    {
        var end = text.IndexOf('\n', offset);
        end = end < 0 ? text.Length : end;
        return end > offset && text[end - 1] == '\r' ? end - 1 : end;
    }

    private static int LineStart(string text, int offset) => text.AsSpan(0, offset).LastIndexOf('\n') + 1;

    private static bool StartsLine(string text, int offset) => text.AsSpan()[LineStart(text, offset)..offset].IsWhiteSpace();

    private static string IndentAt(string text, int offset)
    {
        var line = text.AsSpan()[LineStart(text, offset)..];
        return line[..(line.Length - line.TrimStart(" \t").Length)].ToString();
    }

    /// <summary>What one level is indented by: taken from the first message of the file that has lines of its own.</summary>
    private static string Unit(string text, MessageNode root)
    {
        foreach (var mention in root.Fields.Where(mention => StartsLine(text, mention.Start)))
        {
            var outer = IndentAt(text, mention.Start);
            var inner = mention.Values.SelectMany(value => value.Message?.Fields ?? []).FirstOrDefault(node => StartsLine(text, node.Start));
            if (inner is not null && IndentAt(text, inner.Start) is var indent && indent.StartsWith(outer, StringComparison.Ordinal) && indent != outer)
            {
                return indent[outer.Length..];
            }
        }

        return "  ";
    }
}
