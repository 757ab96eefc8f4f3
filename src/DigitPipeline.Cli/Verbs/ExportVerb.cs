using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Exporting;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.SavedModel;
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
        var checkpoint = Options.Input("--checkpoint", "Checkpoint: prefix, folder or .tar.gz; of ours or of the Object Detection API");
        var train = Options.Input("--train", "The same as --checkpoint, as the build calls it");
        var records = Options.Input("--records", "Folder with test.record: the exported model is compared with the trained one on its pictures");
        var evaluate = Options.Input("--evaluate", "Folder with metrics.json, which goes along");
        var inputType = new Option<string?>("--input-type") { Description = "What the SavedModel takes; default is export.input_type of the pipeline", HelpName = "TYPE" };
        inputType.AcceptOnlyFromAmong([.. InputTypes.Names]);
        var data = Options.Data();
        var commit = new Option<string?>("--commit") { Description = "Commit that the sources are of, for the provenance", HelpName = "ID" };
        var commitDate = new Option<string?>("--commit-date") { Description = "Its date", HelpName = "ISO8601" };
        var modified = new Option<string?>("--modified") { Description = "true where files differ from the commit", HelpName = "BOOL" };
        var image = new Option<string?>("--image") { Description = "Digest of the container image that the build ran in", HelpName = "SHA256" };
        var output = Options.Output("Folder for the models and what belongs to them");
        return Options.Verb(
            "export",
            """
            Writes model.onnx and saved_model/ (TensorFlow): pictures of any size in; boxes, scores and classes out, with resizing,
            decoding and non-maximum suppression inside; smaller variants of model.onnx, label_map.pbtxt, pipeline.config, checkpoint/
            and SHA256SUMS with them.

            Example: digits export --checkpoint artifacts/digits/train --config artifacts/digits/config --output model
            """,
            [pipeline, config, labelMap, checkpoint, train, records, evaluate, inputType, data, commit, commitDate, modified, image, output],
            parsed =>
            {
                var choice = parsed.GetValue(pipeline) is { } folder ? PipelineChoice.WithoutData(folder) : null;
                var all = choice?.Settings ?? PipelineChoice.Defaults;
                var settings = all.Export;
                var model = ModelFiles.Load(parsed.Need(config), parsed.GetValue(labelMap), null, unnamed: true);
                using var source = CheckpointSource.Open(parsed.GetValue(checkpoint) ?? parsed.GetValue(train) ?? throw VerbException.Usage("--checkpoint is missing"));
                var target = Options.Folder(parsed.Need(output!));
                var weights = Weights.Load(source.Prefix, model.Definition.Network);
                var file = Path.Combine(target, ModelBundle.ModelFile);
                OnnxExporter.Write(model.Definition, weights, model.ClassNames, file);
                var record = parsed.GetValue(records) is { } folderOfRecords ? RecordFiles.Need(folderOfRecords, RecordFiles.Test) : null;
                if (record is not null)
                {
                    Verify(io, model, weights, file, record, settings);
                }

                if (settings.Variants)
                {
                    ModelVariants.Write(io, model, weights, record, target);
                }

                WriteTensorFlow(model, weights, settings, InputTypes.Parse(parsed.GetValue(inputType) ?? settings.InputType)!.Value, target);
                var metrics = parsed.GetValue(evaluate) is { } measured ? Path.Combine(measured, ModelBundle.MetricsFile) : null;
                ModelBundle.Complete(target, new BundleSources
                {
                    LabelMap = LabelMapOf(model, target),
                    PipelineConfig = model.ConfigFile,
                    Metrics = metrics,
                });
                if (record is not null && AnnotatedRecords.ReadEncoded(record).FirstOrDefault() is { } first)
                {
                    using var exported = new OnnxDetector(file);
                    StoredAnswer.Write(target, first.Encoded.ToArray(), picture => exported.Detect(picture));
                }

                var revision = parsed.GetValue(commit) is { Length: > 0 } id
                    ? new SourceCommit(id, parsed.GetValue(commitDate), parsed.GetValue(modified) == "true")
                    : null;
                var madeOf = parsed.GetValue(data) ?? (Directory.Exists(choice?.DataFolder) ? choice.DataFolder : null);
                BundleDocuments.Write(target, FactsOfBuild.Gather(model, choice?.Folder, all, madeOf, revision, parsed.GetValue(image), metrics));
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
        var comparison = ExportVerification.Compare(
            pictures,
            detector.Detect,
            picture => exported.Detect(picture),
            tolerance: (float)settings.Tolerance,
            iouThreshold: model.Definition.PostProcessing.IoUThreshold);
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

    private static void WriteTensorFlow(
        ModelFiles model, Dictionary<string, float[]> weights, ExportSettings settings, InputType input, string target)
    {
        var network = model.Definition.Network;
        if (settings.SavedModel)
        {
            var options = InferenceOptions.Of(model.Definition, model.ClassNames);
            SavedModelWriter.Write(network, weights, options, input, Path.Combine(target, ModelBundle.SavedModelFolder));
        }

        if (settings.Checkpoint)
        {
            ExportedCheckpoint.Write(Path.Combine(target, ModelBundle.CheckpointFolder), network, weights);
        }
    }
}
