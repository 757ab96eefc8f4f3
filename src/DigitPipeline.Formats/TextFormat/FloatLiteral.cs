using System.Globalization;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Floating point numbers as the Python implementation of protobuf text reads them: always to double first. <c>inf</c>,
/// <c>infinity</c> and <c>nan</c> in any case, a trailing <c>f</c>, and single underscores between digits are allowed; hexadecimal is not.
/// </summary>
internal static class FloatLiteral
{
    /// <summary>The largest double that protobuf stores as the largest float; what is above becomes infinity.</summary>
    private const double LargestRoundedToFloat = 3.4028235677973366e38;

    private static readonly double PositiveNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);

    /// <summary>Reads a literal.</summary>
    /// <returns>False where this is no number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (TryParsePython(text, out value))
        {
            return true;
        }

        var unsigned = text.StartsWith('-') ? text[1..] : text;
        if (Is(unsigned, "inff") || Is(unsigned, "infinityf"))
        {
            value = text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (Is(text, "nanf"))
        {
            value = PositiveNaN;
            return true;
        }

        return TryParsePython(text.TrimEnd('f'), out value);
    }

    /// <summary>The float that protobuf stores for a double.</summary>
    public static float ToSingle(double value) => Math.Abs(value) switch
    {
        > LargestRoundedToFloat => value > 0 ? float.PositiveInfinity : float.NegativeInfinity,
        > float.MaxValue => value > 0 ? float.MaxValue : float.MinValue,
        _ => (float)value,
    };

    private static bool TryParsePython(ReadOnlySpan<char> text, out double value)
    {
        if (IntegerLiteral.UnicodeDigit(text) is { } digit)
        {
            value = digit;
            return true;
        }

        var negative = text.StartsWith('-');
        var unsigned = negative || text.StartsWith('+') ? text[1..] : text;
        if (Is(unsigned, "inf") || Is(unsigned, "infinity"))
        {
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (Is(unsigned, "nan"))
        {
            value = negative ? -PositiveNaN : PositiveNaN;
            return true;
        }

        return TryParseNumber(text, out value);
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out double value)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        if (text.ContainsAnyExcept("+-.0123456789eE_"))
        {
            return false;
        }

        if (!text.Contains('_'))
        {
            return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value);
        }

        for (var i = 0; i < text.Length; i++)
        {
            var betweenDigits = i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            if (text[i] == '_' && !betweenDigits)
            {
                return false;
            }
        }

        return double.TryParse(text.ToString().Replace("_", string.Empty, StringComparison.Ordinal), Styles, CultureInfo.InvariantCulture, out value);
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
