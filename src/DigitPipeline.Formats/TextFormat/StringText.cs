using System.Globalization;
using System.Text;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Strings as protobuf text: escaped, without the quotes around them.</summary>
public static class StringText
{
    /// <summary>
    /// Bytes in printable ASCII: <c>\t \n \r \" \' \\</c>, and three octal digits for what is below 32 or above 126.
    /// </summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (Symbol((char)value) is { } symbol)
            {
                text.Append(symbol);
            }
            else if (value is >= 32 and < 127)
            {
                text.Append((char)value);
            }
            else
            {
                text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            }
        }

        return text.ToString();
    }

    /// <summary>A string's UTF-8 bytes in printable ASCII.</summary>
    public static string Escape(string value) => Escape(Encoding.UTF8.GetBytes(value));

    /// <summary>Only <c>\t \n \r \" \' \\</c> are escaped, all other characters stay as they are.</summary>
    public static string EscapeKeepingUnicode(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            text.Append(Symbol(character) ?? character.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string? Symbol(char character) => character switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '"' => "\\\"",
        '\'' => "\\'",
        '\\' => "\\\\",
        _ => null,
    };
}
