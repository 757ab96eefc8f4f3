namespace DigitPipeline.Pipelines.Definitions;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>The words <c>; did you mean "x"?</c> for the nearest name, the first of equals; empty where none is near.</summary>
    public static string Clause(string text, IEnumerable<string> names)
    {
        // Long keys are no typing errors, and their distance would be costly.
        if (text.Length is 0 or > 64) return "";
        var nearest = names.MinBy(name => Distance(text, name));
        return nearest is not null && Distance(text, nearest) <= Math.Max(1, nearest.Length / 3) ? $"; did you mean \"{nearest}\"?" : "";
    }

    /// <summary>
    /// Letters to insert, remove, replace or exchange with their neighbour to get from one text to the other; case does not count.
    /// </summary>
    public static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }

        return row[to.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
