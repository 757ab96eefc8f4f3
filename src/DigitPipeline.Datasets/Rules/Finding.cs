using System.Globalization;

namespace DigitPipeline.Datasets.Rules;

/// <summary>Something that a rule found in a data set.</summary>
/// <param name="Id">The rule: <c>BOX001</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">The file or folder, relative to the data set, with <c>/</c>.</param>
/// <param name="Line">Line in the file, from 1; null where it concerns the whole file.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Fix">What to do.</param>
public sealed record Finding(string Id, Severity Severity, string File, int? Line, string Message, string Fix)
{
    /// <summary>One line: <c>FILE:LINE: error BOX001: message; fix</c>. Control characters of names are escaped.</summary>
    public override string ToString()
    {
        var place = Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}") : File;
        return OneLine($"{place}: {Severity.ToString().ToLowerInvariant()} {Id}: {Message}; {Fix}");
    }

    private static string OneLine(string text) => string.Concat(text.Select(character =>
        char.IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString()));
}
