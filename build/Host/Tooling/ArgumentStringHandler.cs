using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>
/// Command-line arguments as an interpolated string: <c>$"validate --data {path} --token {token:r}"</c>. Values are quoted when
/// they need it, except with format <c>nq</c>; those with format <c>r</c> are shown as <c>[REDACTED]</c>.
/// </summary>
[InterpolatedStringHandler]
public ref struct ArgumentStringHandler
{
    private const string Redacted = "[REDACTED]";
    private readonly StringBuilder builder;
    private readonly List<string> secrets = [];

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        builder = new StringBuilder(literalLength + 16 * formattedCount);
        handlerIsValid = true;
    }

    public static implicit operator ArgumentStringHandler(string value)
    {
        var handler = new ArgumentStringHandler(value.Length, 0, out _);
        handler.AppendLiteral(value);
        return handler;
    }

    public readonly void AppendLiteral(string value) => builder.Append(value);

    public readonly void AppendFormatted(object? obj, int alignment = 0, string? format = null)
    {
        var text = Convert.ToString(obj, CultureInfo.InvariantCulture) ?? "";
        var quoted = format == "nq" ? text : CommandLineQuoting.QuoteIfNeeded(text);
        // In the command line it stands as quoted; the process may print it as it is.
        if (format == "r" && text.Length > 0)
            secrets.AddRange([quoted, text]);
        builder.Append(alignment < 0 ? quoted.PadRight(-alignment) : quoted.PadLeft(alignment));
    }

    public readonly string ToStringAndClear()
    {
        var text = builder.ToString();
        builder.Clear();
        return text;
    }

    /// <summary>What hides the values of format <c>r</c> in a line.</summary>
    public readonly Func<string, string> GetFilter()
    {
        var hidden = secrets;
        return line => hidden.Aggregate(line, (text, secret) => text.Replace(secret, Redacted, StringComparison.Ordinal));
    }
}
