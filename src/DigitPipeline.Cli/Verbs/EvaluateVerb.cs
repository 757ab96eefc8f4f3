using System.CommandLine;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Evaluation;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Formats.Checkpoint;

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
        var output = Options.Output("Folder for metrics.json and report.html");
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
                var checkpoint = parsed.Need(train);
                using var detector = Detector.Load(CheckpointLocator.Find(checkpoint), model.Document.Config);
                var record = RecordFiles.Need(parsed.Need(records), RecordFiles.Test);
                var images = Detect(io, detector, record);
                var curve = Path.Combine(checkpoint, "metrics.jsonl");
                var report = EvaluationReport.Create(
                    images,
                    model.Labels.Items.Select(item => new EvaluatedClass(item.Id, item.Name)),
                    File.Exists(curve) ? TrainingCurve.Read(curve) : null);
                report.WriteTo(Options.Folder(parsed.Need(output!)), choice.Folder!.Name, choice.Settings.Evaluate.MaxPictures);
                var all = report.Recognition.All;
                io.Say(FormattableString.Invariant(
                    $"{images.Length} pictures: {all.Right} of {all.Total} digits right ({all.Rate:0.0%}), {all.False} false; mAP {report.Coco.MeanAveragePrecision:0.000}"));
                return ExitCodes.Done;
            });
    }

    private static EvaluatedImage[] Detect(CommandIo io, Detector detector, string record)
    {
        var pictures = AnnotatedRecords.Read(record).ToArray();
        if (pictures.Length == 0)
        {
            throw VerbException.BadData($"{record} holds no pictures: there is nothing to measure on. Put annotated pictures into test/");
        }

        var (results, done) = (new EvaluatedImage[pictures.Length], 0);
        return ProgressDisplay.Run<EvaluatedImage[]>(io, "Evaluating", report =>
        {
            Parallel.For(0, pictures.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = io.Cancellation }, i =>
            {
                results[i] = new EvaluatedImage(pictures[i], detector.Detect(pictures[i].Image));
                var count = Interlocked.Increment(ref done);
                report((double)count / pictures.Length, FormattableString.Invariant($"{count} of {pictures.Length} pictures"));
            });
            return results;
        });
    }
}
