using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Measuring;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Cli.Training;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Training;
using DigitPipeline.Evaluation;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Evaluation.TensorBoard;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Protos;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits evaluate</c>: measures a trained detector.</summary>
internal static class EvaluateVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var config = Options.Input("--config", "The pipeline.config that the detector was trained with, or its folder (with label_map.pbtxt)");
        var records = Options.Input("--records", "Folder with test.record");
        var train = Options.Input("--train", "Folder with the checkpoint, or its prefix");
        var output = Options.Output("Folder for metrics.json, report.html and TensorBoard's events");
        return Options.Verb(
            "evaluate",
            """
            Measures the detector on the test pictures: the 12 numbers of COCO, the recognition rate, and a page with pictures.
            A digit is right when its detection of score 0.5 or more overlaps it (IoU 0.5 or more) and has its class.

            Example: digits evaluate --pipeline pipelines/digits --config artifacts/digits/config --records artifacts/digits/records --train artifacts/digits/train --output artifacts/digits/evaluate
            """,
            [pipeline, config, records, train, output],
            parsed =>
            {
                var choice = PipelineChoice.WithoutData(parsed.Need(pipeline));
                var model = ModelFiles.Load(parsed.Need(config), null, null);
                var folder = parsed.Need(train);
                var prefix = CheckpointLocator.Find(folder);
                using var detector = Detector.Load(prefix, model.Document.Config);
                var objective = Objective(io, model);
                var measured = Measurement.Of(io, detector, objective, RecordFiles.Need(parsed.Need(records), RecordFiles.Test));
                var curve = Path.Combine(folder, "metrics.jsonl");
                var report = EvaluationReport.Create(
                    measured.Images,
                    model.Labels.Items.Select(item => new EvaluatedClass(item.Id, item.Name)),
                    File.Exists(curve) ? TrainingCurve.Read(curve) : null);
                var target = Options.Folder(parsed.Need(output!));
                report.WriteTo(target, choice.Folder!.Name, choice.Settings.Evaluate.MaxPictures);
                var settings = model.Document.Config.EvalConfig ?? new EvalConfig();
                new EvaluationEvents(report, settings, CheckpointStep.Of(prefix), measured.Losses, RunSettings.Of(choice.Folder), choice.Folder.Name)
                    .WriteTo(target);
                var all = report.Recognition.All;
                var rate = FormattableString.Invariant($"{all.Right} of {all.Total} digits right ({all.Rate:0.0%}), {all.False} false");
                io.Say(FormattableString.Invariant(
                    $"{report.Images.Count} pictures: {rate}; mAP {report.Coco.MeanAveragePrecision:0.000}"));
                return ExitCodes.Done;
            });
    }

    private static TrainingObjective? Objective(CommandIo io, ModelFiles model)
    {
        try
        {
            return ObjectiveReader.FromConfig(model.Document.Config);
        }
        catch (DetectorConfigException error)
        {
            io.Say($"No losses are measured: {model.Document.Error(error.Path, error.Problem).Message}");
            return null;
        }
    }
}
