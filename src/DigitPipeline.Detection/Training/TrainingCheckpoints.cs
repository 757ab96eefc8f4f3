using System.Text;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Checkpoints of the whole state, named <c>ckpt-STEP</c>: weights, statistics, running averages, moments, step and the metrics so
/// far. A checkpoint whose index is there is complete, because the index is written last.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="keep">How many are kept.</param>
/// <param name="key">Names all that decides the training; another training's checkpoint is not taken up.</param>
/// <param name="optimizer">The update rule.</param>
internal sealed class TrainingCheckpoints(string folder, int keep, string key, OptimizerOptions optimizer)
{
    private const string TrainingKey = "training/key" + StateTensors.Value;
    private const string MetricSteps = "training/metrics/steps" + StateTensors.Value;
    private const string MetricValues = "training/metrics/values" + StateTensors.Value;

    /// <summary>Takes over the newest checkpoint; where there is none, the state is as before the first step.</summary>
    public void Restore(TrainingState state)
    {
        if (Steps() is not [.., var newest])
        {
            state.Restart();
            return;
        }

        var bundle = TensorBundleReader.Open(Prefix(newest));
        if (bundle.Find(TrainingKey) is null || !bundle.Read(TrainingKey).Strings()[0].Span.SequenceEqual(Encoding.UTF8.GetBytes(key)))
        {
            throw Formats.FormatException.InFile(
                TensorBundleReader.IndexPath(Prefix(newest)), "this checkpoint is of a training with other settings or data; use another state folder, or delete this one");
        }

        StateTensors.Fill(state, state.All, state.Layout.Variables, 0, variable => Weights.Read(bundle, variable));
        if (state.Average is { } average)
        {
            StateTensors.Fill(state, average, state.Layout.Variables, 0, variable => Weights.ReadAs(bundle, variable, AverageKey(variable)));
        }

        foreach (var slot in state.Slots)
        {
            StateTensors.Fill(
                state, slot.Values, StateTensors.VariablesOf(state, slot), slot.Start, variable => Weights.Read(bundle, variable, slot.Name));
        }

        var steps = bundle.Read(MetricSteps).Int64s();
        var values = bundle.Read(MetricValues).Floats();
        state.Metrics.Clear();
        state.Metrics.AddRange(steps.Select((step, i) =>
            new TrainingMetrics(step, values[4 * i], values[(4 * i) + 1], values[(4 * i) + 2], values[(4 * i) + 3])));
        state.Step = bundle.Read(StateTensors.StepKey).Int64s()[0];
    }

    /// <summary>Writes the state and removes checkpoints that are too old.</summary>
    /// <exception cref="IOException">It cannot be written; the ones before are intact.</exception>
    public void Save(TrainingState state)
    {
        Directory.CreateDirectory(folder);
        TensorBundleWriter.Write(Prefix(state.Step), StateTensors.WithObjectGraph(Tensors(state)));
        var steps = Steps();
        var kept = steps.TakeLast(keep).ToList();
        new CheckpointState(Name(state.Step), [.. kept.Select(Name)]).Write(folder);
        foreach (var old in steps.Except(kept))
        {
            File.Delete(TensorBundleReader.IndexPath(Prefix(old)));
            File.Delete(TensorBundleReader.DataPath(Prefix(old), 0, 1));
        }
    }

    private static string AverageKey(Variable variable) => "training/average/" + variable.Name + StateTensors.Value;

    private IEnumerable<BundleTensor> Tensors(TrainingState state)
    {
        var metrics = state.Metrics;
        return StateTensors.Of(state, state.All)
            .Concat(StateTensors.OfSlots(state))
            .Concat(StateTensors.Numbers(state, optimizer))
            .Concat(state.Average is { } average ? StateTensors.Of(state, average, AverageKey) : [])
            .Concat(
            [
                BundleTensor.OfString(TrainingKey, key),
                BundleTensor.OfInt64s(MetricSteps, [metrics.Count], [.. metrics.Select(entry => entry.Step)]),
                BundleTensor.OfFloats(
                    MetricValues,
                    [metrics.Count, 4],
                    [.. metrics.SelectMany(entry => new[] { entry.Classification, entry.Localization, entry.Regularization, entry.LearningRate })]),
            ]);
    }

    private static string Name(long step) => FormattableString.Invariant($"ckpt-{step}");

    private string Prefix(long step) => Path.Combine(folder, Name(step));

    private List<long> Steps() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "ckpt-*.index")
            .Select(path => Path.GetFileNameWithoutExtension(path)["ckpt-".Length..])
            .Where(number => long.TryParse(number, out _))
            .Select(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
            .Order()];
}
