using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>What is changed in pipeline.config.</summary>
public sealed record ConfigSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("config", "What is changed in pipeline.config.",
    [
        new TextMapSetting("patch", "field paths", "the path of a field, such as train_config.batch_size", _ => true,
            "Field paths of pipeline.config with the values to set, such as model.ssd.num_classes: 10."),
    ]);

    internal ConfigSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Field paths of pipeline.config, in ordinal order, with the values to set as text.</summary>
    public IReadOnlyDictionary<string, string> Patch => Value<SortedDictionary<string, string>>();
}
