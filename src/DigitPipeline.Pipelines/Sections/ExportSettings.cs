using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>What is exported, and how it is checked.</summary>
public sealed record ExportSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("export", "What is exported, and how it is checked.",
    [
        new FlagSetting("checkpoint", true,
            "Copy the checkpoint too, from which the Object Detection API or a further training can go on."),
        new NumberSetting("tolerance", 1e-4, 0, 1,
            "Greatest difference between the exported and the trained model's boxes and scores; a greater one fails the stage."),
        new WholeNumberSetting("verify_pictures", 20, 1, 10000, "Test pictures that both models are compared on."),
    ]);

    internal ExportSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Copy the checkpoint too, from which the Object Detection API or a further training can go on.</summary>
    public bool Checkpoint => Flag();

    /// <summary>Greatest difference between the exported and the trained model's boxes and scores; a greater one fails the stage.</summary>
    public double Tolerance => Number();

    /// <summary>Test pictures that both models are compared on.</summary>
    public int VerifyPictures => Whole();
}
