using System.Text;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Formats.LabelMap;

/// <summary>The classes of a detector: <c>label_map.pbtxt</c> of the Object Detection API.</summary>
public sealed class LabelMap
{
    private readonly Dictionary<int, LabelMapItem> _byId;
    private readonly Dictionary<string, LabelMapItem> _byName;

    /// <summary>A label map of these classes.</summary>
    /// <exception cref="ArgumentException">An id or a name is there twice.</exception>
    public LabelMap(IEnumerable<LabelMapItem> items)
    {
        Items = [.. items.OrderBy(item => item.Id)];
        _byId = Items.ToDictionary(item => item.Id);
        _byName = Items.ToDictionary(item => item.Name, StringComparer.Ordinal);
    }

    /// <summary>The classes, by id.</summary>
    public IReadOnlyList<LabelMapItem> Items { get; }

    /// <summary>The largest id, which is how many classes the detector has (gaps included).</summary>
    public int ClassCount => Items.Count == 0 ? 0 : Items[^1].Id;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="FormatException">The first problem of the file, with its line.</exception>
    public static LabelMap Read(string path, LabelMapRules rules = LabelMapRules.WithoutGaps) => Parse(TextSource.Load(path), rules);

    /// <summary>Reads and checks a text.</summary>
    /// <exception cref="FormatException">The first problem of the text, with its line.</exception>
    public static LabelMap Parse(TextSource source, LabelMapRules rules = LabelMapRules.WithoutGaps)
    {
        var entries = LabelMapEntry.Read(source);
        return LabelMapCheck.Problems(source, entries, rules).FirstOrDefault() is { } problem
            ? throw problem
            : new LabelMap(entries.Where(entry => !entry.IsBackground).Select(entry => entry.ToItem()));
    }

    /// <summary>All that is wrong with a file, in the order of its lines; a text that cannot be read is one problem.</summary>
    public static IReadOnlyList<FormatException> Problems(string path, LabelMapRules rules = LabelMapRules.WithoutGaps)
    {
        try
        {
            var source = TextSource.Load(path);
            return [.. LabelMapCheck.Problems(source, LabelMapEntry.Read(source), rules)];
        }
        catch (FormatException e)
        {
            return [e];
        }
    }

    /// <summary>The name of an id, or null.</summary>
    public string? NameOf(int id) => _byId.GetValueOrDefault(id)?.Name;

    /// <summary>The id of a name, or null.</summary>
    public int? IdOf(string name) => _byName.GetValueOrDefault(name)?.Id;

    /// <summary>The text of the file, by id, laid out as the original project's label map.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var item in Items)
        {
            text.Append(FormattableString.Invariant($"item {{\n    id: {item.Id}\n    name: '{StringText.EscapeKeepingUnicode(item.Name)}'\n"));
            if (item.DisplayName is { } shown)
            {
                text.Append(FormattableString.Invariant($"    display_name: '{StringText.EscapeKeepingUnicode(shown)}'\n"));
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => WholeFile.Write(path, ToText());
}
