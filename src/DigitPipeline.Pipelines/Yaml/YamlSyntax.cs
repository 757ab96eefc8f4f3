using YamlDotNet.Core;

namespace DigitPipeline.Pipelines.Yaml;

/// <summary>Words for texts that are not YAML.</summary>
internal static class YamlSyntax
{
    /// <summary>The error at its place. A tab in the indentation is the usual cause, and the parser blames what comes after it.</summary>
    public static PipelineSettingsException Problem(string text, string file, YamlException error)
    {
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length && line < error.End.Line; line++)
        {
            var indentation = lines[line].Length - lines[line].AsSpan().TrimStart(" \t").Length;
            var tab = lines[line].AsSpan(0, indentation).IndexOf('\t');
            if (tab >= 0) return new Place(file, line + 1, tab + 1).Problem("found a tab in the indentation, expected spaces", error);
        }

        var reason = error.Message.TrimEnd('.', ' ', '\n');
        return new Place(file, Math.Max(1, error.Start.Line), Math.Max(1, error.Start.Column)).Problem($"found no valid YAML: {reason}", error);
    }
}
