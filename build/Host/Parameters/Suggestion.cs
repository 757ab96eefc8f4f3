namespace Nuke.Common.Parameters;

/// <summary>The name that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence with a space before it, or nothing when no name is near.</summary>
    public static string For(string written, IEnumerable<string> names) =>
        Nearest(written, names) is { } name ? $" Did you mean '{name}'?" : "";

    /// <summary>The name with the fewest typing errors in <paramref name="written"/>, if it is near enough.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        var key = CommandLine.Key(written);
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var name in names)
        {
            var candidate = CommandLine.Key(name);
            var isStart = key.Length >= 3 && candidate.StartsWith(key, StringComparison.Ordinal);
            var errors = isStart ? 1 : TypingErrors(key, candidate);
            var isNear = errors < key.Length && errors <= Math.Max(1, Math.Max(key.Length, candidate.Length) / 3);
            if (errors < fewest && (isStart || isNear))
                (nearest, fewest) = (name, errors);
        }
        return nearest;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int TypingErrors(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
