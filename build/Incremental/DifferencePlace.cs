namespace DigitPipeline.Incremental;

/// <summary>What a byte of a text file is to a person.</summary>
internal static class DifferencePlace
{
    private static readonly string[] TextEndings = [".json", ".jsonl", ".html", ".md", ".txt", ".yaml", ".config", ".pbtxt", ".xml", ".csv"];

    /// <summary>Line and column of a byte, both from 1; null where the file is no text.</summary>
    public static string? InText(string path, long offset)
    {
        if (!TextEndings.Contains(Path.GetExtension(path)) && !Path.GetFileName(path).EndsWith("SUMS", StringComparison.Ordinal)) return null;
        var before = File.ReadAllBytes(path).AsSpan(0, (int)Math.Min(offset, new FileInfo(path).Length));
        return FormattableString.Invariant($"line {before.Count((byte)'\n') + 1}, column {before.Length - before.LastIndexOf((byte)'\n')}");
    }
}
