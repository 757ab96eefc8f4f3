using DigitPipeline.Cli.Execution;
using DigitPipeline.Datasets.Records;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Training;
using DigitPipeline.Evaluation;

namespace DigitPipeline.Cli.Measuring;

/// <summary>A detector's output on the test pictures.</summary>
/// <param name="Images">The pictures with what is there and what was found.</param>
/// <param name="Losses">Tags and values of the losses, means over the pictures; none where the config cannot be trained here.</param>
internal sealed record Measurement(IReadOnlyList<EvaluatedImage> Images, IReadOnlyList<(string Tag, double Value)> Losses)
{
    /// <summary>Runs the detector on all pictures of a record, on all cores; the result does not depend on their number.</summary>
    /// <exception cref="VerbException">There are no pictures.</exception>
    public static Measurement Of(CommandIo io, Detector detector, TrainingObjective? objective, string record)
    {
        var pictures = AnnotatedRecords.Read(record).ToArray();
        if (pictures.Length == 0)
        {
            throw VerbException.BadData($"{record} holds no pictures: there is nothing to measure on. Put annotated pictures into test/");
        }

        var loss = objective is null ? null : new EvaluationLoss(detector, objective);
        var (images, losses, done) = (new EvaluatedImage[pictures.Length], new DetectionLosses[pictures.Length], 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = io.Cancellation };
        ProgressDisplay.Run(io, "Evaluating", report => Parallel.For(0, pictures.Length, parallel, i =>
        {
            (var detections, losses[i]) = loss?.Run(pictures[i]) ?? (detector.Detect(pictures[i].Image), default);
            images[i] = new EvaluatedImage(pictures[i], detections);
            var count = Interlocked.Increment(ref done);
            report((double)count / pictures.Length, FormattableString.Invariant($"{count} of {pictures.Length} pictures"));
        }));
        return new Measurement(images, loss is null ? [] : Tagged(losses, loss.Regularization));
    }

    private static (string Tag, double Value)[] Tagged(DetectionLosses[] losses, double regularization)
    {
        var (localization, classification) = (losses.Average(one => one.Localization), losses.Average(one => one.Classification));
        return
        [
            ("Loss/localization_loss", localization),
            ("Loss/classification_loss", classification),
            ("Loss/regularization_loss", regularization),
            ("Loss/total_loss", localization + classification + regularization),
        ];
    }
}
