using System.Buffers;
using System.Globalization;
using System.Text;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// The bytes of a string literal. Escapes are those of the Python implementation: <c>\a \b \f \n \r \t \v \\ \' \"</c>, one to three
/// octal digits, <c>\x</c> with one or two hexadecimal digits; a backslash before any other character stays. <c>\u00e9</c> and
/// <c>\U000000e9</c> give the one byte E9, not UTF-8, and beyond <c>\u00ff</c> (or <c>\377</c>) the six or ten characters of the
/// escape itself.
/// </summary>
internal static class StringLiteral
{
    private const string SimpleEscapes = "a\ab\bf\fn\nr\rt\tv\v\\\\''\"\"";

    /// <summary>Appends the bytes of a literal.</summary>
    /// <param name="body">The characters between the quotes.</param>
    /// <param name="bytes">Where the bytes go.</param>
    /// <returns>What is wrong with an escape, or null.</returns>
    public static string? Unescape(ReadOnlySpan<char> body, ArrayBufferWriter<byte> bytes)
    {
        while (!body.IsEmpty)
        {
            var plain = body.IndexOf('\\') is >= 0 and var index ? index : body.Length;
            Encoding.UTF8.GetBytes(body[..plain], bytes);
            body = body[plain..];
            if (body.Length == 1)
            {
                return "a backslash ends the string; write \\\\ for a backslash";
            }

            if (!body.IsEmpty && UnescapeOne(ref body, bytes) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? UnescapeOne(ref ReadOnlySpan<char> body, ArrayBufferWriter<byte> bytes)
    {
        var kind = body[1];
        switch (kind)
        {
            case >= '0' and <= '7':
                var octal = body[1..Math.Min(body.Length, 4)];
                octal = octal[..(octal.IndexOfAnyExceptInRange('0', '7') is >= 0 and var end ? end : octal.Length)];
                AppendCharacter(octal.ToString().Aggregate(0, (value, digit) => (value * 8) + (digit - '0')), bytes);
                body = body[(1 + octal.Length)..];
                return null;
            case 'x' or 'u' or 'U':
                var digits = kind switch { 'x' => 2, 'u' => 4, _ => 8 };
                return UnescapeHexadecimal(ref body, digits, least: kind == 'x' ? 1 : digits, bytes);
            case 'N':
                return "characters by name (\\N{...}) are not supported; write the character itself";
        }

        var simple = SimpleEscapes.IndexOf(kind, StringComparison.Ordinal);
        if (simple >= 0 && simple % 2 == 0)
        {
            AppendByte((byte)SimpleEscapes[simple + 1], bytes);
            body = body[2..];
        }
        else
        {
            AppendByte((byte)'\\', bytes);
            body = body[1..];
        }

        return null;
    }

    private static string? UnescapeHexadecimal(ref ReadOnlySpan<char> body, int most, int least, ArrayBufferWriter<byte> bytes)
    {
        var count = 0;
        while (count < most && count + 2 < body.Length && char.IsAsciiHexDigit(body[count + 2]))
        {
            count++;
        }

        if (count < least)
        {
            return $"the escape {body[..2]} needs {(least == most ? string.Empty : "one or ")}{most} hexadecimal digits";
        }

        var value = uint.Parse(body.Slice(2, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > 0x10FFFF)
        {
            return $"the escape {body[..10]} is beyond the last Unicode character, \\U0010FFFF";
        }

        AppendCharacter((int)value, bytes);
        body = body[(2 + count)..];
        return null;
    }

    private static void AppendCharacter(int value, ArrayBufferWriter<byte> bytes)
    {
        if (value <= 0xFF)
        {
            AppendByte((byte)value, bytes);
            return;
        }

        var escape = value <= 0xFFFF ? FormattableString.Invariant($"\\u{value:x4}") : FormattableString.Invariant($"\\U{value:x8}");
        Encoding.ASCII.GetBytes(escape, bytes);
    }

    private static void AppendByte(byte value, ArrayBufferWriter<byte> bytes)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }
}
