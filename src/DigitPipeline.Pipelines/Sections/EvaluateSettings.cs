using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>How the detector is measured.</summary>
public sealed record EvaluateSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("evaluate", "How the detector is measured.",
    [
        new GateSetting("gate", "What the detector must reach before it is exported; without criteria everything passes."),
        new WholeNumberSetting("max_pictures", 60, 0, 10000, "Most pictures shown in the report; all are measured."),
    ]);

    internal EvaluateSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>What the detector must reach before it is exported.</summary>
    public GateCriteria Gate => Value<GateCriteria>();

    /// <summary>Most pictures shown in the report; all are measured.</summary>
    public int MaxPictures => Whole();
}
