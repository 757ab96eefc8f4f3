using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Layout;
using DigitPipeline.Formats;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits config</c>: the settings of pipeline.yaml in pipeline.config.</summary>
internal static class ConfigVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var data = Options.Data();
        var records = Options.Input("--records", "Folder with the records; their paths go into the config");
        var output = Options.Output("Folder for pipeline.config and label_map.pbtxt");
        return Options.Verb(
            "config",
            """
            Writes the pipeline.config to train with: the pipeline's own with the values that pipeline.yaml sets, the number of classes
            from the label map, and the paths of records and label map. Comments, order and layout stay as they are.

            Example: digits config --pipeline pipelines/digits --output artifacts/digits/config
            """,
            [pipeline, data, records, output],
            parsed =>
            {
                var choice = PipelineChoice.Of(parsed.Need(pipeline), parsed.GetValue(data));
                var labels = DataSet.Open(choice.DataFolder).LabelMapPath;
                var text = ConfigPatching.Patch(choice.Folder!, labels, RecordFiles.Shards(parsed.GetValue(records), choice.Settings));
                var folder = Options.Folder(parsed.Need(output!));
                WholeFile.Write(Path.Combine(folder, ModelFiles.LabelMap), File.ReadAllBytes(labels));
                WholeFile.Write(Path.Combine(folder, ModelFiles.Config), text);
                // What the trainer would refuse is refused here, before it is waited for.
                TrainingSizeCheck.Check(choice.Folder!, ModelFiles.Load(folder, null, choice.Settings.Train, patched: choice.Folder).Definition);
                return ExitCodes.Done;
            });
    }
}
