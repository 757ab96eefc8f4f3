using System.Globalization;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Formats.TextFormat.Editing;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Models;

/// <summary>What PatchPipelineConfig changes in a pipeline.config.</summary>
internal static class ConfigPatching
{
    /// <summary>The text of the pipeline's config with all that pipeline.yaml, the label map and the records decide.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="labelMap">The data set's label map.</param>
    /// <param name="shards">Number of files that the records are in.</param>
    /// <exception cref="Formats.FormatException">The config or the label map cannot be read.</exception>
    /// <exception cref="VerbException">A path in <c>config.patch</c> names no field, or its field does not take the value.</exception>
    public static string Patch(PipelineFolder pipeline, string labelMap, int shards)
    {
        var document = PipelineConfigDocument.Read(pipeline.ConfigFile);
        var (settings, train) = (pipeline.Settings, pipeline.Settings.Train);
        var hasEvaluation = document.Config.EvalInputReader.Count > 0;
        (string Path, string Value)[] changes =
        [
            ("model.ssd.num_classes", Text(LabelMap.Read(labelMap).ClassCount)),
            ("train_config.batch_size", Text(train.BatchSize)),
            ("train_config.num_steps", Text(train.Steps)),
            .. train.ClipNorm > 0 || document.Config.TrainConfig?.GradientClippingByNorm > 0
                ? [("train_config.gradient_clipping_by_norm", train.ClipNorm.ToString(CultureInfo.InvariantCulture))]
                : Array.Empty<(string, string)>(),
            ("train_input_reader.label_map_path", ModelFiles.LabelMap),
            ("train_input_reader.tf_record_input_reader.input_path", Records(RecordFiles.Train, shards)),
            .. hasEvaluation
                ? [("eval_input_reader[].label_map_path", ModelFiles.LabelMap), ("eval_input_reader[].tf_record_input_reader.input_path", Records(RecordFiles.Test, shards))]
                : Array.Empty<(string, string)>(),
        ];
        var text = ConfigPatch.Apply(document.Source.Text, pipeline.ConfigFile, changes);
        try
        {
            return ConfigPatch.Apply(text, pipeline.ConfigFile, settings.Config.Patch.Select(entry => (entry.Key, entry.Value)));
        }
        catch (FieldPathException error)
        {
            throw ConfigOrigin.InPatch(pipeline, error.Message, error);
        }
    }

    // The folders of the stages stand beside each other; a path relative to the config holds wherever they are.
    private static string Records(string name, int shards) =>
        shards == 1 ? "../records/" + name : FormattableString.Invariant($"../records/{name}-?????-of-{shards:00000}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
