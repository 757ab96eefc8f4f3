using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>How annotations are judged.</summary>
public sealed record ValidateSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("validate", "How annotations are judged.",
    [
        new RuleListSetting("ignore", "Ids of rules whose findings are not reported, such as [BOX002]."),
        new WholeNumberSetting("min_box_side", 2, 0, 10000, "Boxes with a side of fewer pixels are reported."),
    ]);

    internal ValidateSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Ids of rules whose findings are not reported, in ordinal order, each once.</summary>
    public IReadOnlyList<string> Ignore => Value<string[]>();

    /// <summary>Boxes with a side of fewer pixels are reported.</summary>
    public int MinBoxSide => Whole();
}
