using System.Globalization;
using System.Text;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Integers as the Python implementation of protobuf text reads them: decimal, <c>0x1F</c>, <c>0o17</c>, <c>0b101</c>, C's octal
/// <c>017</c>, a sign, and single underscores between digits.
/// </summary>
internal static class IntegerLiteral
{
    /// <summary>A literal's value beyond this is out of every range.</summary>
    private static readonly UInt128 Limit = (UInt128)1 << 100;

    /// <summary>Reads a literal. Values of a magnitude beyond 2^100 are given as 2^100: no field holds them.</summary>
    /// <param name="text">The token.</param>
    /// <param name="allowOctalC">Whether a leading zero means octal. Python does not do so for enum numbers.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where this is no integer.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, bool allowOctalC, out Int128 value)
    {
        value = 0;
        if (UnicodeDigit(text) is { } digit)
        {
            value = digit;
            return true;
        }

        var negative = text.StartsWith('-');
        var signed = negative || text.StartsWith('+');
        var digits = signed ? text[1..] : text;
        if (!TrySplitPrefix(ref digits, allowOctalC && !text.StartsWith('+'), out var radix) || !TryParseDigits(digits, radix, out var magnitude))
        {
            return false;
        }

        value = negative ? -(Int128)magnitude : (Int128)magnitude;
        return true;
    }

    /// <summary>The value of a text that is one decimal digit of any script.</summary>
    internal static int? UnicodeDigit(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done
        && length == text.Length
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
            ? (int)Rune.GetNumericValue(rune)
            : null;

    private static bool TrySplitPrefix(ref ReadOnlySpan<char> digits, bool allowOctalC, out int radix)
    {
        radix = 10;
        if (digits.Length < 2 || digits[0] != '0')
        {
            return true;
        }

        radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        if (radix != 10)
        {
            digits = digits[2..];
            digits = digits.StartsWith('_') ? digits[1..] : digits;
            return true;
        }

        if (allowOctalC && !digits.ContainsAnyExceptInRange('0', '9'))
        {
            radix = 8;
            return true;
        }

        // Python allows leading zeros only of zero.
        return !digits.ContainsAnyExcept('0', '_');
    }

    private static bool TryParseDigits(ReadOnlySpan<char> digits, int radix, out UInt128 magnitude)
    {
        magnitude = 0;
        var afterDigit = false;
        foreach (var character in digits)
        {
            if (character == '_' && afterDigit)
            {
                afterDigit = false;
                continue;
            }

            var digit = char.IsAsciiDigit(character) ? character - '0' : (character | 0x20) - 'a' + 10;
            if (!char.IsAsciiHexDigit(character) || digit >= radix)
            {
                return false;
            }

            magnitude = UInt128.Min((magnitude * (UInt128)radix) + (UInt128)digit, Limit);
            afterDigit = true;
        }

        return afterDigit;
    }
}
