using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigitPipeline.Incremental.Keys;

/// <summary>What differs between two keys, in the words of a reason.</summary>
public static class KeyComparison
{
    private static readonly string[] Sections = ["inputs", "parameters", "tools", "environment"];

    /// <summary>The differences: files first, then parameters, tools and environment, each in ordinal order.</summary>
    public static IReadOnlyList<KeyChange> Between(StageKey old, StageKey current)
    {
        using var before = old.Document();
        using var now = current.Document();
        var changes = new List<KeyChange>();
        foreach (var section in Sections)
        {
            var found = new List<KeyChange>();
            Compare("", Section(before, section), Section(now, section), section == "inputs" ? "/" : ".", found);
            changes.AddRange(found.OrderBy(change => change.What, StringComparer.Ordinal));
        }

        return changes;
    }

    /// <summary>The first few differences and how many more there are.</summary>
    public static string Describe(IReadOnlyList<KeyChange> changes, int shown = 3)
    {
        if (changes.Count == 0) return "its definition changed";
        var text = string.Join(", ", changes.Take(shown));
        return changes.Count > shown ? FormattableString.Invariant($"{text} and {changes.Count - shown} more") : text;
    }

    private static JsonElement? Section(JsonDocument key, string section) =>
        key.RootElement.TryGetProperty(section, out var root) && root.ValueKind == JsonValueKind.Object ? root : null;

    // Keys are canonical: members are in order and equal values are equal bytes, so two keys of many files are compared in one pass.
    private static void Compare(string path, JsonElement? old, JsonElement? current, string separator, List<KeyChange> changes)
    {
        if (old is { ValueKind: JsonValueKind.Object } before && current is { ValueKind: JsonValueKind.Object } now)
        {
            Merge(path, before, now, separator, changes);
        }
        else if (old is { } leaf && current is { } other && leaf.ValueKind != JsonValueKind.Object && other.ValueKind != JsonValueKind.Object)
        {
            changes.Add(new KeyChange(path, Text(leaf), Text(other)));
        }
        else
        {
            if (old is { } gone) AddLeaves(path, gone, separator, (name, text) => changes.Add(new KeyChange(name, text, null)));
            if (current is { } added) AddLeaves(path, added, separator, (name, text) => changes.Add(new KeyChange(name, null, text)));
        }
    }

    private static void Merge(string path, JsonElement old, JsonElement current, string separator, List<KeyChange> changes)
    {
        var (before, now) = (old.EnumerateObject(), current.EnumerateObject());
        var (hasBefore, hasNow) = (before.MoveNext(), now.MoveNext());
        while (hasBefore || hasNow)
        {
            var order = !hasBefore ? 1 : !hasNow ? -1 : Order(before.Current, now.Current);
            var (was, name) = (order <= 0 ? before.Current : default(JsonProperty?), order <= 0 ? before.Current : now.Current);
            if (order != 0 || !Same(before.Current.Value, now.Current.Value))
                Compare(Below(path, name.Name, separator), was?.Value, order >= 0 ? now.Current.Value : null, separator, changes);
            if (order <= 0) hasBefore = before.MoveNext();
            if (order >= 0) hasNow = now.MoveNext();
        }
    }

    private static int Order(JsonProperty one, JsonProperty other) =>
        JsonMarshal.GetRawUtf8PropertyName(one).SequenceEqual(JsonMarshal.GetRawUtf8PropertyName(other)) ? 0 : string.CompareOrdinal(one.Name, other.Name);

    private static bool Same(JsonElement one, JsonElement other) =>
        JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));

    private static string Below(string path, string name, string separator) => path.Length == 0 ? name : path + separator + name;

    private static void AddLeaves(string path, JsonElement value, string separator, Action<string, string> add)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject()) AddLeaves(Below(path, member.Name, separator), member.Value, separator, add);
        else
            add(path, Text(value));
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
