namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// A key of an object-based checkpoint: the way from the root object to a variable, or to the slot that an optimizer keeps for it.
/// </summary>
/// <param name="Path">Names of the attributes from the root to the variable.</param>
/// <param name="Attribute">Which of its values; <c>VARIABLE_VALUE</c>.</param>
/// <param name="Optimizer">Of a slot: names of the attributes from the root to the optimizer.</param>
/// <param name="Slot">Of a slot: its name, such as <c>momentum</c>.</param>
internal sealed record ObjectKey(string[] Path, string Attribute, string[]? Optimizer = null, string? Slot = null)
{
    private const string AttributeMark = "/.ATTRIBUTES/";
    private const string SlotMark = "/.OPTIMIZER_SLOT/";

    /// <summary>Takes a key apart; null where it is none of an object.</summary>
    public static ObjectKey? Parse(string key)
    {
        var mark = key.LastIndexOf(AttributeMark, StringComparison.Ordinal);
        if (mark <= 0)
        {
            return null;
        }

        var (path, attribute) = (key[..mark], key[(mark + AttributeMark.Length)..]);
        var slot = path.IndexOf(SlotMark, StringComparison.Ordinal);
        if (slot < 0)
        {
            return new ObjectKey(Names(path), attribute);
        }

        var optimizer = Names(path[(slot + SlotMark.Length)..]);
        return new ObjectKey(Names(path[..slot]), attribute, optimizer[..^1], optimizer[^1]);
    }

    /// <summary>A name as it stands in a key: <c>.</c> doubled, <c>/</c> as <c>.S</c>.</summary>
    public static string Escape(string name) =>
        name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);

    private static string[] Names(string path) => [.. path.Split('/').Select(Unescape)];

    // Left to right: the dot of an escaped slash is never half of a doubled one.
    private static string Unescape(string name)
    {
        var text = new System.Text.StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var escaped = name[i] == '.' && i + 1 < name.Length && (name[i + 1] is '.' or 'S');
            text.Append(!escaped ? name[i] : name[++i] == 'S' ? '/' : '.');
        }

        return text.ToString();
    }
}
