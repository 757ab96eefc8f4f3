namespace DigitPipeline.Formats.TextFormat;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class Suggestion
{
    /// <summary>
    /// The end of an error message about an unknown name: <c>; did you mean "x"?</c>, or the names there are where none is near.
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">The names that are allowed, in the order to list them.</param>
    public static string For(string name, IEnumerable<string> candidates)
    {
        var names = candidates.ToList();
        if (Nearest(name, names) is { } nearest)
        {
            return $"; did you mean \"{nearest}\"?";
        }

        const int Listed = 12;
        var rest = names.Count > Listed ? $" and {names.Count - Listed} more" : string.Empty;
        return names.Count == 0 ? string.Empty : $"; there are: {string.Join(", ", names.Take(Listed))}{rest}";
    }

    /// <summary>The name that is fewest edits away (insert, delete, replace, swap neighbours), if that is few for its length.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        const int LongestCompared = 100;
        if (name.Length > LongestCompared)
        {
            return null;
        }

        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= Allowed(Math.Min(name.Length, candidate.Length)))
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= Allowed(Math.Min(name.Length, pair.candidate.Length)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    private static int Allowed(int length) => length < 3 ? 0 : Math.Max(1, length / 3);

    /// <summary>The optimal string alignment distance, in three rows of its table.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> before = stackalloc int[right.Length + 1], last = stackalloc int[right.Length + 1], row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var free = before;
            before = last;
            last = row;
            row = free;
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[right.Length];
    }
}
