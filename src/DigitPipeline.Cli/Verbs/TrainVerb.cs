using System.CommandLine;
using System.Globalization;
using DigitPipeline.Cli.Execution;
using DigitPipeline.Cli.Models;
using DigitPipeline.Cli.Settings;
using DigitPipeline.Cli.Training;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Cli.Verbs;

/// <summary><c>digits train</c>: trains the detector.</summary>
internal static class TrainVerb
{
    public static Command Create(CommandIo io)
    {
        var pipeline = Options.Pipeline();
        var config = Options.Input("--config", "The patched pipeline.config, or its folder (with label_map.pbtxt)");
        var records = Options.Input("--records", "Folder with train.record");
        var state = Options.Input("--state", "Folder for checkpoints of the unfinished training; default is OUTPUT.state");
        var output = Options.Output("Folder for checkpoint, events and metrics");
        return Options.Verb(
            "train",
            """
            Trains the detector. Says first how long it will take here. Stopped or killed, the same command goes on from the last
            checkpoint and ends with the same bytes as an undisturbed training.

            Example: digits train --pipeline pipelines/digits --config artifacts/digits/config --records artifacts/digits/records --output artifacts/digits/train
            """,
            [pipeline, config, records, state, output],
            parsed =>
            {
                var choice = PipelineChoice.WithoutData(parsed.Need(pipeline));
                var model = ModelFiles.Load(parsed.Need(config), null, choice.Settings.Train);
                var folder = parsed.Need(output!);
                var inputs = TrainingInputs.Read(choice.Folder!, model, RecordFiles.Need(parsed.Need(records), RecordFiles.Train), io.Cancellation);
                foreach (var note in model.Notes)
                {
                    io.Say(note);
                }

                ProgressDisplay.Run(io, "Training", report =>
                {
                    Trainer.Run(
                        model.Definition,
                        inputs.Options,
                        inputs.Source,
                        Options.Folder(parsed.GetValue(state) ?? Path.TrimEndingDirectorySeparator(folder) + ".state"),
                        Options.Folder(folder),
                        new Told<TrainProgress>(progress => Tell(io, report, progress)),
                        io.Cancellation);
                    return true;
                });
                TrainingEvents.Write(folder, choice.Folder!, model, inputs);
                return ExitCodes.Done;
            });
    }

    private static void Tell(CommandIo io, Action<double, string> report, TrainProgress progress)
    {
        var rest = Duration(progress.Remaining);
        if (progress.Metrics is not { } metrics)
        {
            var from = progress.Step == 0 ? "" : FormattableString.Invariant($"going on after step {progress.Step}; ");
            io.Say(FormattableString.Invariant(
                $"Training: {from}{progress.Steps - progress.Step} steps will take about {rest} here ({progress.PicturesPerSecond:0} pictures a second)"));
            return;
        }

        report((double)progress.Step / progress.Steps, FormattableString.Invariant(
            $"step {progress.Step}/{progress.Steps}: loss {metrics.Total:0.000} (class {metrics.Classification:0.000}, box {metrics.Localization:0.000}), rate {metrics.LearningRate:0.0000}, {progress.PicturesPerSecond:0} pictures/s, {rest} left"));
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
