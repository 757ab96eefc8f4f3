using YamlDotNet.Core;

namespace DigitPipeline.Pipelines.Yaml;

/// <summary>Words for texts that are not YAML.</summary>
internal static class YamlSyntax
{
    /// <summary>The error at its place.</summary>
    public static PipelineSettingsException Problem(string text, string file, Mark start, Exception error)
    {
        var lines = text.Split('\n');
        // Of tabs the parser says that there are some, but not where.
        if (error.Message.Contains(" tab ", StringComparison.Ordinal) && FindTab(lines) is var (tabLine, tabColumn))
            return new Place(file, tabLine, tabColumn).Problem("found a tab in the indentation, expected spaces", error);

        // It counts one line more than there are where the text ends too early.
        var (line, column) = start.Line > lines.Length
            ? (lines.Length, lines[^1].Length + 1)
            : (Math.Max(1, start.Line), Math.Max(1, start.Column));
        return new Place(file, line, column)
            .Problem($"found no valid YAML: {Reason(error)}; check brackets, quotes and indentation", error);
    }

    private static (int Line, int Column)? FindTab(string[] lines)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            var indentation = lines[line].Length - lines[line].AsSpan().TrimStart(" \t").Length;
            var tab = lines[line].AsSpan(0, indentation).IndexOf('\t');
            if (tab >= 0) return (line + 1, tab + 1);
        }

        return null;
    }

    private static string Reason(Exception error) => error switch
    {
        YamlException => error.Message.TrimEnd('.', ' ', '\n').Replace("  ", " "),
        ArgumentException => "a tag is none",
        _ => "a list or mapping does not end where it should",
    };
}
