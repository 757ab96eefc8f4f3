using DigitPipeline.Pipelines.Definitions;

namespace DigitPipeline.Pipelines.Sections;

/// <summary>How pictures and boxes are packed into TFRecord files.</summary>
public sealed record RecordsSettings : SettingsSection
{
    /// <summary>What may be in the section.</summary>
    public static SectionDefinition Definition { get; } = new("records", "How pictures and boxes are packed into TFRecord files.",
    [
        new WholeNumberSetting("shards", 1, 1, 500,
            "Files that the training pictures are spread over; more only pay for many thousands of pictures."),
        new ChoiceSetting("compression", "none", ["none", "gzip", "zlib"], "Compression of the files; JPEG and PNG pictures gain little."),
        new NumberSetting("test_share", .2, 0, .9,
            "Share of the training pictures set aside for test where the data set has no test pictures; their content decides which."),
    ]);

    internal RecordsSettings(SectionValues values) : base(values)
    {
    }

    /// <summary>Files that the training pictures are spread over; more only pay for many thousands of pictures.</summary>
    public int Shards => Whole();

    /// <summary><c>none</c>, <c>gzip</c> or <c>zlib</c>.</summary>
    public string Compression => Text();

    /// <summary>
    /// Share of the training pictures set aside as test pictures where the data set has none; the choice depends on their content
    /// only.
    /// </summary>
    public double TestShare => Number();
}
