using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.TextFormat;
using DigitPipeline.Formats.TextFormat.Editing;

namespace DigitPipeline.Formats.PipelineConfig;

/// <summary>
/// Changes single values of a <c>pipeline.config</c> and keeps all the rest byte for byte: comments, order, layout, and how values
/// are spelt that are right already.
/// </summary>
public static class ConfigPatch
{
    /// <summary>The text with fields set to values, one after the other.</summary>
    /// <param name="text">The config.</param>
    /// <param name="fileName">Its name for error messages.</param>
    /// <param name="changes">
    /// Paths as <see cref="FieldPath"/> reads them (<c>train_config.batch_size</c>, <c>eval_input_reader[0].label_map_path</c>,
    /// <c>eval_input_reader[].shuffle</c>) and values as <see cref="MessageEditor.Set"/> takes them.
    /// </param>
    /// <exception cref="FormatException">The text is not a pipeline config; with line and column.</exception>
    /// <exception cref="FieldPathException">A path names no field, or its field does not take the value.</exception>
    public static string Apply(string text, string fileName, IEnumerable<(string Path, string Value)> changes)
    {
        var result = text;
        foreach (var (path, value) in changes)
        {
            result = Editor(result, fileName).Set(FieldPath.Parse(path), value);
        }

        PipelineConfigFile.Parse(result, fileName);
        return result;
    }

    /// <summary>The text without fields; a field that is not there is no error.</summary>
    /// <exception cref="FormatException">The text is not a pipeline config; with line and column.</exception>
    /// <exception cref="FieldPathException">A path names no field.</exception>
    public static string Remove(string text, string fileName, IEnumerable<string> paths) =>
        paths.Aggregate(text, (result, path) => Editor(result, fileName).Remove(FieldPath.Parse(path)));

    private static MessageEditor Editor(string text, string fileName) =>
        new(new TextSource(fileName, text), TrainEvalPipelineConfig.Descriptor);
}
