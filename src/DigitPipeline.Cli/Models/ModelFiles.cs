using DigitPipeline.Cli.Execution;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Cli.Models;

/// <summary>A detector as its files describe it.</summary>
/// <param name="ConfigFile">The pipeline.config.</param>
/// <param name="LabelMapFile">The label map.</param>
/// <param name="Document">What the config says, and where.</param>
/// <param name="Labels">The classes.</param>
/// <param name="Definition">The detector.</param>
internal sealed record ModelFiles(string ConfigFile, string LabelMapFile, PipelineConfigDocument Document, LabelMap Labels, DetectorDefinition Definition)
{
    public const string Config = "pipeline.config";

    public const string LabelMap = "label_map.pbtxt";

    /// <summary>What a person should know about the training that the config asks for, each with its line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Names of the classes by id from 1; ids that the label map leaves out are named by their number.</summary>
    public IReadOnlyList<string> ClassNames => [.. Enumerable.Range(1, Definition.ClassCount).Select(id =>
        Labels.NameOf(id) ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Reads config and label map.</summary>
    /// <param name="config">A pipeline.config, or the folder that holds it.</param>
    /// <param name="labelMap">The label map; the one beside the config where none is given.</param>
    /// <param name="train">How it will be trained; null where it is not to be.</param>
    /// <exception cref="Formats.FormatException">A file cannot be read, or asks for something that is not supported.</exception>
    public static ModelFiles Load(string config, string? labelMap, TrainSettings? train)
    {
        var file = Directory.Exists(config) ? Path.Combine(config, Config) : config;
        labelMap ??= Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, LabelMap);
        foreach (var needed in (string[])[file, labelMap])
        {
            if (!File.Exists(needed))
            {
                throw VerbException.NoInput($"there is no {needed}");
            }
        }

        var document = PipelineConfigDocument.Read(file);
        var labels = Formats.LabelMap.LabelMap.Read(labelMap, LabelMapRules.Original);
        try
        {
            var definition = DetectorFactory.FromConfig(document.Config, train?.ZeroLastGamma ?? true);
            if (labels.ClassCount > definition.ClassCount)
            {
                throw new DetectorConfigException("model.ssd.num_classes", FormattableString.Invariant(
                    $"is {definition.ClassCount}, but {labelMap} has ids up to {labels.ClassCount}."));
            }

            var notes = train is null ? [] : TrainConfigCheck.Notes(document, train);
            return new ModelFiles(file, labelMap, document, labels, definition) { Notes = notes };
        }
        catch (DetectorConfigException error)
        {
            throw VerbException.Configuration(document.Error(error.Path, error.Problem).Message, error);
        }
    }
}
