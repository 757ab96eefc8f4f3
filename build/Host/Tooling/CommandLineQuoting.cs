using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>One argument as .NET's <c>ProcessStartInfo.Arguments</c> reads it back on every system.</summary>
internal static class CommandLineQuoting
{
    private static readonly char[] Special = [' ', '\t', '\n', '"'];

    /// <summary>The text itself, or in double quotes where it would not come through as one argument. Already quoted text stays.</summary>
    public static string QuoteIfNeeded(string text)
    {
        if (text.Length > 0 && text.IndexOfAny(Special) < 0)
            return text;
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"')
            return text;
        return Quote(text);
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in text)
        {
            // Backslashes are literal unless a quote follows them; then each counts double.
            if (character == '"')
                quoted.Append('\\', backslashes + 1);
            backslashes = character == '\\' ? backslashes + 1 : 0;
            quoted.Append(character);
        }
        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
