using System.Diagnostics;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;

namespace DigitPipeline.Detection.Training;

/// <summary>Trains a detector: the loop, from the first step to the last.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains, or goes on from the newest checkpoint in <paramref name="stateFolder"/>, and writes the result into
    /// <paramref name="outputFolder"/>. Killed at any time and run again, it ends with the same bytes as undisturbed.
    /// </summary>
    /// <param name="definition">What to train.</param>
    /// <param name="options">How.</param>
    /// <param name="source">Pictures.</param>
    /// <param name="stateFolder">Checkpoints of the whole state.</param>
    /// <param name="outputFolder">Weights for inference, metrics, TensorBoard events.</param>
    /// <param name="progress">Told before the first step, with an estimate, and after every step.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="cancellation"/>.</exception>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    /// <exception cref="Formats.FormatException">The newest checkpoint is damaged or of another training.</exception>
    /// <exception cref="IOException">A checkpoint could not be written; the one before is intact.</exception>
    public static void Run(
        DetectorDefinition definition,
        TrainingOptions options,
        ITrainingSource source,
        string stateFolder,
        string outputFolder,
        IProgress<TrainProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options.Validate();
        FreedMemory.Keep();
        using var tensors = torch.NewDisposeScope();
        using var threads = new ReplicaThreads(options.Replicas);
        var state = new TrainingState(definition.Network.Variables, options);
        var checkpoints = new TrainingCheckpoints(stateFolder, options.KeepCheckpoints, options.Key, options.Optimizer);
        var step = new TrainStep(definition, options, source, state, threads);
        checkpoints.Restore(state);

        var first = state.Step;
        if (first < options.Steps)
        {
            var estimate = step.Rehearse();
            checkpoints.Restore(state);
            progress?.Report(new TrainProgress(
                first, options.Steps, null, (options.Steps - first) * options.BatchSize / estimate.TotalSeconds, estimate));
        }

        var clock = Stopwatch.StartNew();
        while (state.Step < options.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                checkpoints.Save(state);
                cancellation.ThrowIfCancellationRequested();
            }

            var metrics = step.Run();
            if (state.Step % options.LogEvery == 0 || state.Step == options.Steps)
            {
                state.Metrics.Add(metrics);
            }

            if (state.Step == options.Steps || (options.CheckpointEvery > 0 && state.Step % options.CheckpointEvery == 0))
            {
                checkpoints.Save(state);
            }

            var each = clock.Elapsed / (state.Step - first);
            progress?.Report(new TrainProgress(
                state.Step, options.Steps, metrics, options.BatchSize / each.TotalSeconds, each * (options.Steps - state.Step)));
        }

        TrainingResult.Write(state, options.Optimizer, outputFolder);
    }
}
