using System.Runtime.InteropServices;
using System.Text.Json;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Detection.Training;

/// <summary>What a finished training leaves: the averaged weights as a checkpoint, and the metrics.</summary>
internal static class TrainingResult
{
    public static void Write(TrainingState state, string folder)
    {
        Directory.CreateDirectory(folder);
        var name = FormattableString.Invariant($"ckpt-{state.Step}");
        using var average = state.Average.cpu();
        var values = MemoryMarshal.Cast<byte, float>(average.bytes).ToArray();
        var variables = state.Layout.Variables.OrderBy(variable => variable.Name, StringComparer.Ordinal);
        TensorBundleWriter.Write(
            Path.Combine(folder, name),
            [
                .. variables.Select(variable => Weights.ToBundle(variable, state.Layout.Extract(variable, values))),
                BundleTensor.OfInt64s("step/.ATTRIBUTES/VARIABLE_VALUE", [], [state.Step]),
            ]);
        CheckpointList.Write(folder, [name]);
        WholeFile.Write(Path.Combine(folder, "metrics.jsonl"), string.Concat(state.Metrics.Select(Line)));
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
