using System.Text.Json;

namespace DigitPipeline.Incremental.Keys;

/// <summary>What differs between two keys, in the words of a reason.</summary>
public static class KeyComparison
{
    /// <summary>The differences: files first, then parameters, tools and environment, each in ordinal order.</summary>
    public static IReadOnlyList<KeyChange> Between(StageKey old, StageKey current)
    {
        using var before = old.Document();
        using var now = current.Document();
        string[] sections = ["inputs", "parameters", "tools", "environment"];
        return sections.SelectMany(section => Differences(Leaves(before, section), Leaves(now, section))).ToList();
    }

    /// <summary>The first few differences and how many more there are.</summary>
    public static string Describe(IReadOnlyList<KeyChange> changes, int shown = 3)
    {
        if (changes.Count == 0) return "its definition changed";
        var text = string.Join(", ", changes.Take(shown));
        return changes.Count > shown ? FormattableString.Invariant($"{text} and {changes.Count - shown} more") : text;
    }

    private static IEnumerable<KeyChange> Differences(SortedDictionary<string, string> old, SortedDictionary<string, string> current)
    {
        foreach (var name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            var before = old.GetValueOrDefault(name);
            var now = current.GetValueOrDefault(name);
            if (before != now) yield return new KeyChange(name, before, now);
        }
    }

    private static SortedDictionary<string, string> Leaves(JsonDocument key, string section)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!key.RootElement.TryGetProperty(section, out var root) || root.ValueKind != JsonValueKind.Object) return leaves;
        var separator = section == "inputs" ? "/" : ".";
        foreach (var member in root.EnumerateObject()) Add(leaves, member.Name, separator, member.Value);
        return leaves;
    }

    private static void Add(SortedDictionary<string, string> leaves, string path, string separator, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject()) Add(leaves, path + separator + member.Name, separator, member.Value);
        else
            leaves[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
