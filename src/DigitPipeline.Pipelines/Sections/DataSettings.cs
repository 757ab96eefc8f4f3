using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>Where the annotated pictures are.</summary>
public sealed record DataSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("data", "Where the annotated pictures are.",
    [
        new FolderSetting("directory", null, "Folder with train/, test/ (optional) and label_map.pbtxt; --data overrules it."),
    ]);

    internal DataSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Folder of the data set as it is written; see <see cref="PipelineFolder.DataDirectory"/> for its full path.</summary>
    public string Directory => Text();
}
