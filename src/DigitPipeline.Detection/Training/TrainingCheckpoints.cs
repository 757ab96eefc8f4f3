using System.Runtime.InteropServices;
using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Checkpoint;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Checkpoints of the whole state, named <c>ckpt-STEP</c>: weights, statistics, running averages, moments, step and the metrics so
/// far. A checkpoint whose index is there is complete, because the index is written last.
/// </summary>
internal sealed class TrainingCheckpoints(string folder, int keep, string key)
{
    private const string Average = "average";
    private const string Momentum = "momentum";
    private const string SecondMoment = "v";
    private const string StepKey = "step/.ATTRIBUTES/VARIABLE_VALUE";
    private const string TrainingKey = "training/key";
    private const string MetricSteps = "metrics/steps";
    private const string MetricValues = "metrics/values";

    /// <summary>Takes over the newest checkpoint, if there is one.</summary>
    public void Restore(TrainingState state)
    {
        if (Steps() is not [.., var newest])
        {
            return;
        }

        var bundle = TensorBundleReader.Open(Prefix(newest));
        if (bundle.Find(TrainingKey) is null || !bundle.Read(TrainingKey).Strings()[0].Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(key)))
        {
            throw Formats.FormatException.InFile(
                TensorBundleReader.IndexPath(Prefix(newest)), "this checkpoint is of a training with other settings or data; use another state folder, or delete this one");
        }

        var layout = state.Layout;
        Fill(state.All, layout.Variables, null, 0);
        Fill(state.Average, layout.Variables, Average, 0);
        Fill(state.Momentum, layout.Variables.Where(variable => variable.Trained), Momentum, 0);
        Fill(state.SecondMoment, layout.Variables.Where(variable => variable.Trained && variable.Role != VariableRole.Kernel), SecondMoment, layout.KernelLength);
        var steps = bundle.Read(MetricSteps).Int64s();
        var values = bundle.Read(MetricValues).Floats();
        state.Metrics.AddRange(steps.Select((step, i) =>
            new TrainingMetrics(step, values[4 * i], values[(4 * i) + 1], values[(4 * i) + 2], values[(4 * i) + 3])));
        state.Step = bundle.Read(StepKey).Int64s()[0];

        void Fill(Tensor target, IEnumerable<Variable> variables, string? slot, int start)
        {
            var all = new float[layout.Length];
            foreach (var variable in variables)
            {
                layout.Insert(variable, Weights.Read(bundle, variable, slot), all);
            }

            using var values = torch.tensor(all.AsSpan(start, (int)target.numel()).ToArray());
            target.copy_(values);
        }
    }

    /// <summary>Writes the state and removes checkpoints that are too old.</summary>
    /// <exception cref="IOException">It cannot be written; the ones before are intact.</exception>
    public void Save(TrainingState state)
    {
        Directory.CreateDirectory(folder);
        TensorBundleWriter.Write(Prefix(state.Step), Tensors(state));
        var steps = Steps();
        var kept = steps.TakeLast(keep).ToList();
        new CheckpointState(Name(state.Step), [.. kept.Select(Name)]).Write(folder);
        foreach (var old in steps.Except(kept))
        {
            File.Delete(TensorBundleReader.IndexPath(Prefix(old)));
            File.Delete(TensorBundleReader.DataPath(Prefix(old), 0, 1));
        }
    }

    private IEnumerable<BundleTensor> Tensors(TrainingState state)
    {
        var layout = state.Layout;
        var trained = layout.Variables.Where(variable => variable.Trained).ToList();
        var metrics = state.Metrics;
        return
        [
            .. Slot(state.All, layout.Variables, null, 0),
            .. Slot(state.Average, layout.Variables, Average, 0),
            .. Slot(state.Momentum, trained, Momentum, 0),
            .. Slot(state.SecondMoment, trained.Where(variable => variable.Role != VariableRole.Kernel), SecondMoment, layout.KernelLength),
            BundleTensor.OfString(TrainingKey, key),
            BundleTensor.OfInt64s(StepKey, [], [state.Step]),
            BundleTensor.OfInt64s(MetricSteps, [metrics.Count], [.. metrics.Select(entry => entry.Step)]),
            BundleTensor.OfFloats(
                MetricValues,
                [metrics.Count, 4],
                [.. metrics.SelectMany(entry => new[] { entry.Classification, entry.Localization, entry.Regularization, entry.LearningRate })]),
        ];

        IEnumerable<BundleTensor> Slot(Tensor flat, IEnumerable<Variable> variables, string? slot, int start)
        {
            var all = new float[layout.Length];
            using var values = flat.cpu();
            MemoryMarshal.Cast<byte, float>(values.bytes).CopyTo(all.AsSpan(start));
            return [.. variables.Select(variable => Weights.ToBundle(variable, layout.Extract(variable, all), slot))];
        }
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
