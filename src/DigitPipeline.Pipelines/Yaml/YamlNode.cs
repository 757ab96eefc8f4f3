namespace DigitPipeline.Pipelines.Yaml;

/// <summary>A value of a YAML text, with its place.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>What it is, in an error message after "found".</summary>
    public abstract string Found { get; }

    /// <summary>Whether nothing is written, or null in words.</summary>
    public virtual bool IsNothing => false;

    public PipelineSettingsException Expected(string name, string expected) => Place.Problem($"{name}: found {Found}, expected {expected}");
}

/// <summary>Text, as it is after quotes and escapes are resolved.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Text">The text.</param>
/// <param name="IsPlain">Written without quotes, so that it may be a number, a truth value or null.</param>
internal sealed record YamlScalar(Place Place, string Text, bool IsPlain) : YamlNode(Place)
{
    private const int Shown = 60;

    public override bool IsNothing => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Found => IsNothing ? "nothing"
        : IsPlain ? $"'{Short}'"
        : $"the text '{Short}' in quotes";

    private string Short => Text.Length > Shown ? string.Concat(Text.AsSpan(0, Shown), "...") : Text;
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    public override string Found => "a list";
}

/// <summary>Keys with values, in the order of the text; no key comes twice.</summary>
internal sealed record YamlMapping(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    public override string Found => "keys with values";
}

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
