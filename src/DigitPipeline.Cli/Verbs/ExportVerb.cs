using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Verification;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits export</c>: a trained detector as a model that others can run.</summary>
internal static class ExportVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var config = Options.Input("--config", "The pipeline.config that the detector was trained with, or its folder");
        var labelMap = Options.Input("--label-map", "The label map; default is label_map.pbtxt beside the config, and without one classes are named by their numbers");
        var checkpoint = Options.Input("--checkpoint", "Checkpoint: prefix or folder; of ours or of the Object Detection API");
        var train = Options.Input("--train", "The same as --checkpoint, as the build calls it");
        var records = Options.Input("--records", "Folder with test.record: the exported model is compared with the trained one on its pictures");
        var evaluate = Options.Input("--evaluate", "Folder with metrics.json, which goes along");
        var output = Options.Output("Folder for model.onnx and what belongs to it");
        return Options.Verb(
            "export",
            """
            Writes model.onnx: a picture of any size in, boxes, scores and classes out, with resizing, decoding and non-maximum
            suppression inside; label_map.pbtxt, pipeline.config, the checkpoint and SHA256SUMS with it.

            Example: digits export --checkpoint artifacts/digits/train --config artifacts/digits/config --output model
            """,
            [pipeline, config, labelMap, checkpoint, train, records, evaluate, output],
            parsed =>
            {
                var settings = (parsed.GetValue(pipeline) is { } folder ? PipelineChoice.WithoutData(folder).Settings : PipelineChoice.Defaults).Export;
                var model = ModelFiles.Load(parsed.Need(config), parsed.GetValue(labelMap), null, unnamed: true);
                var prefix = CheckpointLocator.Find(parsed.GetValue(checkpoint) ?? parsed.GetValue(train) ?? throw VerbException.Usage("--checkpoint is missing"));
                var target = Options.Folder(parsed.Need(output!));
                var weights = Weights.Load(prefix, model.Definition.Network);
                var file = Path.Combine(target, ModelBundle.ModelFile);
                OnnxExporter.Write(model.Definition, weights, model.ClassNames, file);
                if (parsed.GetValue(records) is { } folderOfRecords)
                {
                    Verify(io, model, weights, file, RecordFiles.Need(folderOfRecords, RecordFiles.Test), settings);
                }

                ModelBundle.Complete(target, Sources(model, LabelMapOf(model, target), prefix, parsed.GetValue(evaluate), settings));
                return ExitCodes.Done;
            });
    }

    private static void Verify(CommandIo io, ModelFiles model, Dictionary<string, float[]> weights, string file, string record, ExportSettings settings)
    {
        using var detector = new Detector(model.Definition, weights);
        using var exported = new OnnxDetector(file);
        var pictures = AnnotatedRecords.Read(record).Take(settings.VerifyPictures).Select(picture =>
        {
            io.Cancellation.ThrowIfCancellationRequested();
            return picture.Image;
        });
        var comparison = ExportVerification.Compare(pictures, detector.Detect, picture => exported.Detect(picture), tolerance: (float)settings.Tolerance);
        io.Say($"ONNX Runtime against libtorch: {comparison}");
        if (!comparison.Passed)
        {
            throw new VerbException($"the exported model does not detect what the trained one does: {comparison}", ExitCodes.Internal);
        }
    }

    private static string LabelMapOf(ModelFiles model, string target)
    {
        if (model.LabelMapFile is { } file)
        {
            return file;
        }

        var made = Path.Combine(target, ModelBundle.LabelMapFile);
        model.Labels.Write(made);
        return made;
    }

    private static BundleSources Sources(ModelFiles model, string labelMap, string prefix, string? evaluate, ExportSettings settings)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
        var name = Path.GetFileName(prefix);
        string[] files = [.. Directory.EnumerateFiles(folder, name + ".*").Select(file => Path.GetFileName(file))
            .Where(file => file == name + ".index" || file.StartsWith(name + ".data-", StringComparison.Ordinal))];
        var state = Path.Combine(folder, CheckpointState.FileName);
        return new BundleSources
        {
            LabelMap = labelMap,
            PipelineConfig = model.ConfigFile,
            Metrics = evaluate is null ? null : Path.Combine(evaluate, ModelBundle.MetricsFile),
            CheckpointFolder = settings.Checkpoint ? folder : null,
            CheckpointFiles = File.Exists(state) ? [.. files, CheckpointState.FileName] : files,
        };
    }
}
