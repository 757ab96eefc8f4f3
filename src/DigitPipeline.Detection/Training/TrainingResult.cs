using System.Text.Json;
using DigitPipeline.Formats;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Events;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// What a finished training leaves: the weights (averaged, where they are) as an object-based checkpoint of TensorFlow 2, the
/// metrics, and the same for TensorBoard with the original's tags. Nothing in it depends on when or where it was made.
/// </summary>
internal static class TrainingResult
{
    public static void Write(TrainingState state, OptimizerOptions optimizer, string folder)
    {
        Directory.CreateDirectory(folder);
        var name = FormattableString.Invariant($"ckpt-{state.Step}");
        TensorBundleWriter.Write(Path.Combine(folder, name), StateTensors.WithObjectGraph(Tensors(state, optimizer)));
        new CheckpointState(name, [name]).Write(folder);
        WholeFile.Write(Path.Combine(folder, "metrics.jsonl"), string.Concat(state.Metrics.Select(Line)));
        WriteEvents(state.Metrics, Path.Combine(folder, EventWriter.FileName(0, "train")));
    }

    // The original's optimizers go on where they stopped; an average of the weights is a place that no optimizer has been to.
    private static IEnumerable<BundleTensor> Tensors(TrainingState state, OptimizerOptions optimizer) => state.Average is null
        ? StateTensors.Of(state, state.All)
            .Concat(optimizer is OriginalOptimizerOptions ? StateTensors.OfSlots(state) : [])
            .Concat(StateTensors.Numbers(state, optimizer))
        : StateTensors.Of(state, state.Average).Concat(StateTensors.Numbers(state, optimizer: null));

    private static void WriteEvents(IEnumerable<TrainingMetrics> metrics, string path)
    {
        using var events = new EventWriter(path, step => step);
        foreach (var entry in metrics)
        {
            events.Scalar(entry.Step, "Loss/localization_loss", entry.Localization);
            events.Scalar(entry.Step, "Loss/classification_loss", entry.Classification);
            events.Scalar(entry.Step, "Loss/regularization_loss", entry.Regularization);
            events.Scalar(entry.Step, "Loss/total_loss", entry.Total);
            events.Scalar(entry.Step, "learning_rate", entry.LearningRate);
        }
    }

    private static string Line(TrainingMetrics metrics) => JsonSerializer.Serialize(new SortedDictionary<string, object>(StringComparer.Ordinal)
    {
        ["classification_loss"] = metrics.Classification,
        ["learning_rate"] = metrics.LearningRate,
        ["localization_loss"] = metrics.Localization,
        ["regularization_loss"] = metrics.Regularization,
        ["step"] = metrics.Step,
        ["total_loss"] = metrics.Total,
    }) + "\n";
}
