using System.Text;

namespace DigitPipeline.Formats.Tests.TextFormat;

/// <summary>Canonical text written in another way: brackets, colons, separators, comments, line ends and indentation at random.</summary>
internal static class RandomLayout
{
    public static string Of(string canonical, Random random)
    {
        var text = new StringBuilder();
        var closing = new Stack<char>();
        var newLine = random.Next(4) == 0 ? "\r\n" : "\n";
        var oneLine = random.Next(4) == 0;
        foreach (var line in canonical.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(random.Next(3) == 0 ? "\t" : line[..^line.TrimStart().Length]);
            text.Append(Spelt(line.TrimStart(), closing, random));
            var opens = text[^1] is '{' or '<' && !line.Contains(": ", StringComparison.Ordinal);
            text.Append(opens ? string.Empty : random.Next(6) switch { 0 => ",", 1 => ";", _ => string.Empty });
            text.Append(random.Next(5) == 0 ? " # { \" '" + newLine : oneLine && random.Next(8) > 0 ? " " : newLine);
        }

        return text.ToString();
    }

    private static string Spelt(string line, Stack<char> closing, Random random)
    {
        if (line == "}")
        {
            return closing.Pop().ToString();
        }

        if (!line.EndsWith(" {", StringComparison.Ordinal) || line.Contains(':', StringComparison.Ordinal))
        {
            return line;
        }

        var angle = random.Next(3) == 0;
        closing.Push(angle ? '>' : '}');
        return $"{line[..^2]}{(random.Next(2) == 0 ? ":" : string.Empty)} {(angle ? '<' : '{')}";
    }
}
