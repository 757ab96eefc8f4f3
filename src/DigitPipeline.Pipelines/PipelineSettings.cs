using DigitPipeline.Pipelines.Definitions;
using DigitPipeline.Pipelines.Sections;
using DigitPipeline.Pipelines.Yaml;

namespace DigitPipeline.Pipelines;

/// <summary>
/// The settings of a pipeline, checked, with defaults filled in. Equal settings are equal records, however they are written.
/// </summary>
public sealed record PipelineSettings
{
    private PipelineSettings(IReadOnlyDictionary<string, SectionValues> values)
    {
        Data = new DataSettings(values["data"]);
        Validate = new ValidateSettings(values["validate"]);
        Records = new RecordsSettings(values["records"]);
        Config = new ConfigSettings(values["config"]);
        Train = new TrainSettings(values["train"]);
        Synthesis = new SynthesisSettings(values["synthesis"]);
        Augmentation = new AugmentationSettings(values["augmentation"]);
        Evaluate = new EvaluateSettings(values["evaluate"]);
        Export = new ExportSettings(values["export"]);
        Container = new ContainerSettings(values["container"]);
    }

    /// <summary>The definitions of all sections, in the order in which people meet them.</summary>
    public static IReadOnlyList<SectionDefinition> Definitions { get; } =
    [
        DataSettings.Definition,
        ValidateSettings.Definition,
        RecordsSettings.Definition,
        ConfigSettings.Definition,
        TrainSettings.Definition,
        SynthesisSettings.Definition,
        AugmentationSettings.Definition,
        EvaluateSettings.Definition,
        ExportSettings.Definition,
        ContainerSettings.Definition,
    ];

    /// <summary>Where the annotated pictures are.</summary>
    public DataSettings Data { get; }

    /// <summary>How annotations are judged.</summary>
    public ValidateSettings Validate { get; }

    /// <summary>How pictures and boxes are packed.</summary>
    public RecordsSettings Records { get; }

    /// <summary>What is changed in pipeline.config.</summary>
    public ConfigSettings Config { get; }

    /// <summary>How the detector is trained.</summary>
    public TrainSettings Train { get; }

    /// <summary>Generated scenes among the training pictures.</summary>
    public SynthesisSettings Synthesis { get; }

    /// <summary>How annotated pictures are varied for training.</summary>
    public AugmentationSettings Augmentation { get; }

    /// <summary>How the detector is measured.</summary>
    public EvaluateSettings Evaluate { get; }

    /// <summary>What is exported, and how it is checked.</summary>
    public ExportSettings Export { get; }

    /// <summary>Whether stages run in a container.</summary>
    public ContainerSettings Container { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">A pipeline.yaml of at most 1 MiB in UTF-8.</param>
    /// <exception cref="PipelineSettingsException">The file cannot be read, or a setting is not what it may be.</exception>
    public static PipelineSettings Read(string file) => Parse(SettingsText.Read(file), file);

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The content of a pipeline.yaml.</param>
    /// <param name="file">Its name for error messages.</param>
    /// <exception cref="PipelineSettingsException">A setting is not what it may be; with line and column.</exception>
    public static PipelineSettings Parse(string yaml, string file) =>
        new(SettingsReader.Read(YamlTree.Parse(yaml, file), Definitions));

    /// <summary>A section by its name in pipeline.yaml.</summary>
    /// <exception cref="ArgumentException">There is no such section.</exception>
    public SettingsSection Section(string name) => name switch
    {
        "data" => Data,
        "validate" => Validate,
        "records" => Records,
        "config" => Config,
        "train" => Train,
        "synthesis" => Synthesis,
        "augmentation" => Augmentation,
        "evaluate" => Evaluate,
        "export" => Export,
        "container" => Container,
        _ => throw new ArgumentException($"there is no section '{name}'", nameof(name)),
    };
}
