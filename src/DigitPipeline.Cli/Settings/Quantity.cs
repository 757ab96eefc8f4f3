using System.Globalization;
using DigitPipeline.Cli.Execution;

namespace DigitPipeline.Cli.Settings;

/// <summary>Times and sizes as people write them: a number and a letter.</summary>
internal static class Quantity
{
    /// <summary><c>90m</c>, <c>12h</c>, <c>30d</c>, <c>8w</c>.</summary>
    public static TimeSpan Time(string option, string text) => Split(text) switch
    {
        (var number, 'm') => TimeSpan.FromMinutes(number),
        (var number, 'h') => TimeSpan.FromHours(number),
        (var number, 'd') => TimeSpan.FromDays(number),
        (var number, 'w') => TimeSpan.FromDays(7 * number),
        _ => throw VerbException.Usage($"{option}: found '{text}', expected a time such as 12h, 30d or 8w"),
    };

    /// <summary><c>800k</c>, <c>500M</c>, <c>10G</c>, <c>1T</c>, in powers of 1000.</summary>
    public static long Bytes(string option, string text) => Split(text) switch
    {
        (var number, 'k' or 'K') => (long)(number * 1e3),
        (var number, 'M') => (long)(number * 1e6),
        (var number, 'G') => (long)(number * 1e9),
        (var number, 'T') => (long)(number * 1e12),
        (0, _) => 0,
        _ => throw VerbException.Usage($"{option}: found '{text}', expected a size such as 500M or 10G"),
    };

    private static (double Number, char Unit) Split(string text) =>
        text == "0" ? (0, ' ') :
        text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, text[^1])
            : (-1, ' ');
}
