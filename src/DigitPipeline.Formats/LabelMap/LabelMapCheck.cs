using System.Globalization;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.LabelMap;

/// <summary>The rules of label maps.</summary>
internal static class LabelMapCheck
{
    /// <summary>Enough to see what is wrong.</summary>
    private const int MostProblems = 100;

    /// <summary>All that is wrong, in the order of the lines.</summary>
    public static IEnumerable<FormatException> Problems(TextSource source, IReadOnlyList<LabelMapEntry> entries, LabelMapRules rules)
    {
        if (entries.Count == 0)
        {
            return [source.Error(0, "the label map has no items; expected one for each class: item { id: 1 name: 'cat' }")];
        }

        return entries.SelectMany(entry => OfEntry(entry, rules))
            .Concat(Repeated(entries.Where(entry => entry.Item.HasId), entry => entry.Item.Id, entry => entry.IdOffset, "id {0}", source))
            .Concat(Repeated(entries.Where(HasName), entry => entry.Item.Name, entry => entry.NameOffset, "name '{0}'", source))
            .Concat(rules == LabelMapRules.WithoutGaps ? Gaps(entries) : [])
            .OrderBy(problem => problem.Offset)
            .Take(MostProblems)
            .Select(problem => source.Error(problem.Offset, problem.Text));
    }

    private static IEnumerable<(int Offset, string Text)> OfEntry(LabelMapEntry entry, LabelMapRules rules)
    {
        if (!entry.Item.HasId)
        {
            yield return (entry.Offset, "the item has no id; give it the next free one, from 1");
        }
        else if (entry.Item.Id < 1 && !(entry.IsBackground && rules == LabelMapRules.Original))
        {
            yield return (entry.IdOffset, FormattableString.Invariant($"id {entry.Item.Id}; expected ids from 1: 0 stands for the background"));
        }

        if (!HasName(entry))
        {
            yield return (entry.NameOffset, "the item has no name; write the name that the annotations use");
        }
    }

    private static bool HasName(LabelMapEntry entry) => entry.Item.Name.Length > 0;

    private static IEnumerable<(int Offset, string Text)> Repeated<T>(
        IEnumerable<LabelMapEntry> entries, Func<LabelMapEntry, T> key, Func<LabelMapEntry, int> offset, string shown, TextSource source)
        where T : notnull
    {
        var first = new Dictionary<T, int>();
        foreach (var entry in entries)
        {
            if (!first.TryAdd(key(entry), offset(entry)))
            {
                var text = string.Format(CultureInfo.InvariantCulture, shown, key(entry));
                var line = source.LineOf(first[key(entry)]);
                yield return (
                    offset(entry), FormattableString.Invariant($"{text} is already in line {line}; expected each id and each name once"));
            }
        }
    }

    /// <summary>One problem for each run of ids that are missing, at the item after it.</summary>
    private static IEnumerable<(int Offset, string Text)> Gaps(IReadOnlyList<LabelMapEntry> entries)
    {
        var last = 0;
        foreach (var entry in entries.Where(entry => entry.Item.Id > 0).OrderBy(entry => entry.Item.Id))
        {
            var id = entry.Item.Id;
            if (id - last > 1)
            {
                var missing = id - last == 2 ? $"id {last + 1} is missing" : $"ids {last + 1} to {id - 1} are missing";
                yield return (entry.IdOffset, FormattableString.Invariant($"{missing} before id {id}; expected ids from 1 without gaps: renumber the items"));
            }

            last = id;
        }
    }
}
