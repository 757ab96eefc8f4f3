using DigitPipeline.Cli.Execution;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Pipelines;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Cli.Models;

/// <summary>A detector as its files describe it.</summary>
/// <param name="ConfigFile">The pipeline.config.</param>
/// <param name="LabelMapFile">The label map; null where there is none and the classes are named by their numbers.</param>
/// <param name="Document">What the config says, and where.</param>
/// <param name="Labels">The classes.</param>
/// <param name="Definition">The detector.</param>
internal sealed record ModelFiles(string ConfigFile, string? LabelMapFile, PipelineConfigDocument Document, LabelMap Labels, DetectorDefinition Definition)
{
    public const string Config = "pipeline.config";

    public const string LabelMap = "label_map.pbtxt";

    /// <summary>What it is trained for; null where it is not to be trained.</summary>
    public TrainingObjective? Objective { get; init; }

    /// <summary>What a person should know about the training that the config asks for, each with its line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Names of the classes by id from 1; ids that the label map leaves out are named by their number.</summary>
    public IReadOnlyList<string> ClassNames => [.. Enumerable.Range(1, Definition.ClassCount).Select(id =>
        Labels.NameOf(id) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Reads config and label map.</summary>
    /// <param name="config">A pipeline.config, or the folder that holds it.</param>
    /// <param name="labelMap">The label map; the one beside the config where none is given.</param>
    /// <param name="train">How it will be trained; null where it is not to be.</param>
    /// <param name="unnamed">Whether the classes may go without names.</param>
    /// <param name="patched">The pipeline whose config was patched into this one, so that errors name its files; null where none was.</param>
    /// <exception cref="Formats.FormatException">A file cannot be read, or asks for something that is not supported.</exception>
    public static ModelFiles Load(string config, string? labelMap, TrainSettings? train, bool unnamed = false, PipelineFolder? patched = null)
    {
        var file = Existing(Directory.Exists(config) ? Path.Combine(config, Config) : config);
        var document = PipelineConfigDocument.Read(file);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, LabelMap);
        labelMap = labelMap is null && unnamed && !File.Exists(beside) ? null : Existing(labelMap ?? beside);
        try
        {
            var definition = DetectorFactory.FromConfig(document.Config, train?.ZeroLastGamma ?? true);
            var labels = labelMap is null ? Numbers(definition.ClassCount) : Formats.LabelMap.LabelMap.Read(labelMap, LabelMapRules.Original);
            if (labels.ClassCount > document.Config.Model.Ssd.NumClasses)
            {
                throw new DetectorConfigException("model.ssd.num_classes", FormattableString.Invariant(
                    $"is {document.Config.Model.Ssd.NumClasses}, but {labelMap} has ids up to {labels.ClassCount}."));
            }

            if (train is not null)
            {
                DataConfigCheck.Check(document);
            }

            return new ModelFiles(file, labelMap, document, labels, definition)
            {
                Objective = train is null ? null : ObjectiveReader.FromConfig(document.Config),
                Notes = train is null ? [] : TrainConfigCheck.Notes(document, train),
            };
        }
        catch (DetectorConfigException error)
        {
            throw patched is null
                ? VerbException.Configuration(document.Error(error.Path, error.Problem).Message, error)
                : ConfigOrigin.Error(patched, error);
        }
    }

    private static Formats.LabelMap.LabelMap Numbers(int count) => new(
        Enumerable.Range(1, count).Select(id => new LabelMapItem(id, id.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static string Existing(string file) => File.Exists(file) ? file : throw VerbException.NoInput($"there is no {file}");
}
