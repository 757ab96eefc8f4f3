namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>The text of a new field, in lines with two spaces a level as the printer gives them.</summary>
internal sealed record FieldText(IReadOnlyList<string> Lines)
{
    /// <summary>All in one line.</summary>
    public string OneLine => string.Join(' ', Lines.Select(line => line.TrimStart()));

    /// <summary>A scalar field.</summary>
    public static FieldText Scalar(string name, string value) => new([$"{name}: {value}"]);

    /// <summary>A message field around fields.</summary>
    public static FieldText Message(string name, IEnumerable<string> body) => new([$"{name} {{", .. body.Select(line => "  " + line), "}"]);

    /// <summary>The lines under an indentation, each level of them indented by <paramref name="unit"/>.</summary>
    public string Indented(string indent, string unit, string newLine) => string.Join(newLine, Lines.Select(line => indent + Indent(line, unit)));

    /// <summary>The value without its name: the first line loses the name.</summary>
    public FieldText WithoutName(string name) => new([Lines[0][name.Length..].TrimStart(':', ' '), .. Lines.Skip(1)]);

    private static string Indent(string line, string unit)
    {
        var content = line.TrimStart(' ');
        return string.Concat(Enumerable.Repeat(unit, (line.Length - content.Length) / 2)) + content;
    }
}
