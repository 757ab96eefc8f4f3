using System.Text;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Splits protobuf text into tokens as the Python implementation does: <c>[A-Za-z_][0-9A-Za-z_+-]*</c> is one token, so is a number
/// with all letters, digits, points and signs that follow it (<c>1name</c> is no number and a name), and so is a string literal of
/// one line. White space is what Unicode calls so; <c>#</c> starts a comment that a line feed ends.
/// </summary>
internal sealed class Tokenizer
{
    private readonly string _text;

    public Tokenizer(TextSource source)
    {
        Source = source;
        _text = source.Text;
        Current = ReadAt(0);
    }

    /// <summary>The text that is read.</summary>
    public TextSource Source { get; }

    /// <summary>The token that is looked at.</summary>
    public Token Current { get; private set; }

    /// <summary>The token consumed last.</summary>
    public Token Previous { get; private set; }

    /// <summary>The characters of the token that is looked at; empty at the end.</summary>
    public ReadOnlySpan<char> CurrentText => _text.AsSpan(Current.Start, Current.Length);

    /// <summary>The token that is looked at, for a message.</summary>
    public string Found => Current.IsEnd ? "the end of the file" : $"\"{Shortened(CurrentText)}\"";

    /// <summary>Goes to the next token.</summary>
    public void Next()
    {
        Previous = Current;
        Current = ReadAt(Current.End);
    }

    /// <summary>Whether the token that is looked at is this character.</summary>
    public bool LookingAt(char symbol) => Current.Length == 1 && _text[Current.Start] == symbol;

    /// <summary>Whether the token that is looked at is a string literal.</summary>
    public bool LookingAtLiteral => Current.Length > 0 && _text[Current.Start] is '"' or '\'';

    /// <summary>Consumes this character where it is the next token.</summary>
    public bool TryConsume(char symbol)
    {
        if (!LookingAt(symbol))
        {
            return false;
        }

        Next();
        return true;
    }

    /// <summary>Consumes this character, or throws.</summary>
    public void Consume(char symbol)
    {
        if (!TryConsume(symbol))
        {
            throw Error($"expected \"{symbol}\", found {Found}");
        }
    }

    /// <summary>An error at the token that is looked at.</summary>
    public FormatException Error(string problem) => Source.Error(Current.Start, problem);

    /// <summary>An error at the token consumed last.</summary>
    public FormatException ErrorAtPrevious(string problem) => Source.Error(Previous.Start, problem);

    private static string Shortened(ReadOnlySpan<char> text) => text.Length <= 60 ? text.ToString() : $"{text[..60]}...";

    private Token ReadAt(int position)
    {
        var start = SkipSpaceAndComments(position);
        return new Token(start, start == _text.Length ? 0 : LengthAt(start));
    }

    private int SkipSpaceAndComments(int position)
    {
        while (position < _text.Length)
        {
            if (_text[position] == '#')
            {
                var end = _text.IndexOf('\n', position);
                position = end < 0 ? _text.Length : end;
            }
            else if (IsSpace(_text[position]))
            {
                position++;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private int LengthAt(int start)
    {
        var rest = _text.AsSpan(start);
        var first = rest[0];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            return RunLength(rest, extra: "_+-");
        }

        if (char.IsAsciiDigit(first) || first is '+' or '-' || (first == '.' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
        {
            return RunLength(rest, extra: "_.+-");
        }

        if (first is '"' or '\'')
        {
            return LiteralLength(rest, first);
        }

        Rune.DecodeFromUtf16(rest, out _, out var length);
        return length;
    }

    private static int RunLength(ReadOnlySpan<char> rest, string extra)
    {
        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || extra.Contains(rest[length], StringComparison.Ordinal)))
        {
            length++;
        }

        return length;
    }

    /// <summary>Up to the closing quote, or to the end of the line where there is none.</summary>
    private static int LiteralLength(ReadOnlySpan<char> rest, char quote)
    {
        var position = 1;
        while (position < rest.Length && rest[position] != '\n')
        {
            if (rest[position] == quote)
            {
                return position + 1;
            }

            var escapes = rest[position] == '\\' && position + 1 < rest.Length && rest[position + 1] != '\n';
            position += escapes ? 2 : 1;
        }

        return position;
    }

    /// <summary>Python's idea of white space: .NET's and the four information separators.</summary>
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';
}
