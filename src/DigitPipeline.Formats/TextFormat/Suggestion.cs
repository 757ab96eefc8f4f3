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
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= Allowed(Math.Min(name.Length, pair.candidate.Length)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    private static int Allowed(int length) => length < 3 ? 0 : Math.Max(1, length / 3);

    /// <summary>The optimal string alignment distance.</summary>
    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var replaced = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
