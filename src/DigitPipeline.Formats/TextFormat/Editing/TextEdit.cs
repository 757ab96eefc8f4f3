using System.Text;

namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>A stretch of the text and what takes its place.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement)
{
    /// <summary>The text with these edits, which must not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(text);
        foreach (var edit in edits.OrderByDescending(edit => edit.Start))
        {
            result.Remove(edit.Start, edit.Length).Insert(edit.Start, edit.Replacement);
        }

        return result.ToString();
    }
}
