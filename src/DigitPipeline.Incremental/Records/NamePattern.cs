using System.IO.Enumeration;

namespace DigitPipeline.Incremental.Records;

/// <summary>Patterns of relative names, where <c>*</c> and <c>?</c> stand for characters other than <c>/</c>.</summary>
public static class NamePattern
{
    /// <summary>Whether the name fits the pattern, part by part.</summary>
    public static bool Matches(string pattern, string name)
    {
        var parts = pattern.Split('/');
        var names = name.Split('/');
        return parts.Length == names.Length && parts.Zip(names).All(pair =>
            FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
    }
}
