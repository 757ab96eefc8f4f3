using System.Globalization;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>Floating point numbers as the Python implementation of protobuf prints them.</summary>
public static class FloatText
{
    /// <summary>
    /// A double in the fewest digits that read back as the same double, laid out as Python's <c>repr</c>: <c>1.0</c>,
    /// <c>0.0001</c>, <c>1e-05</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c> (without its sign).
    /// </summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var (digits, point) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var sign = double.IsNegative(value) ? "-" : string.Empty;
        return sign + point switch
        {
            < -3 or > 16 => Scientific(digits, point - 1),
            <= 0 => $"0.{new string('0', -point)}{digits}",
            _ when point >= digits.Length => $"{digits.PadRight(point, '0')}.0",
            _ => $"{digits[..point]}.{digits[point..]}",
        };
    }

    /// <summary>
    /// A float, rounded to as few significant digits as read back as the same float, but to six at least; then printed as a double.
    /// </summary>
    public static string Of(float value)
    {
        if (!float.IsFinite(value))
        {
            return Of((double)value);
        }

        for (var precision = 6; precision < 9; precision++)
        {
            var rounded = Rounded(value, precision);
            if ((float)rounded == value)
            {
                return Of(rounded);
            }
        }

        return Of(Rounded(value, 9));
    }

    private static double Rounded(float value, int digits) =>
        double.Parse(((double)value).ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The significant digits, and how many of them (or zeros after them) stand before the decimal point.</summary>
    private static (string Digits, int Point) Split(string text)
    {
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var index ? index : mantissa.Length;
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? ("0", 1) : (digits, pointAt + exponent - leadingZeros);
    }

    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : string.Empty;
        return FormattableString.Invariant($"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
