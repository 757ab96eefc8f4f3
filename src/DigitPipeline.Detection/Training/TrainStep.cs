using System.Diagnostics;
using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>One step: every replica its part of the batch, the mean of their gradients, the update, the running average.</summary>
internal sealed class TrainStep
{
    private readonly TrainingOptions options;
    private readonly DetectorDefinition definition;
    private readonly ITrainingSource source;
    private readonly TrainingState state;
    private readonly ReplicaThreads threads;
    private readonly Replica[] replicas;
    private readonly IOptimizer optimizer;
    private readonly (Tensor Kernel, float L2)[] penalties;

    public TrainStep(
        DetectorDefinition definition, TrainingOptions options, ITrainingSource source, TrainingState state, ReplicaThreads threads)
    {
        (this.definition, this.options, this.source, this.state, this.threads) = (definition, options, source, state, threads);
        replicas = [.. Enumerable.Range(0, options.Replicas).Select(_ => new Replica(definition, options.Objective, state))];
        optimizer = Optimizers.Create(options.Optimizer, state, threads, options.Replicas);
        penalties = [.. state.Layout.Variables.Where(variable => options.Regularize && variable.L2 > 0).Select(variable =>
            (state.Weights.narrow(0, state.Layout.OffsetOf(variable), variable.Size), variable.L2))];
    }

    /// <summary>After a step: the gradient that the update was made from.</summary>
    public Tensor Gradients => replicas[0].Gradients;

    /// <summary>Does the next step of the state.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite; the state is as before.</exception>
    public TrainingMetrics Run() => Run(rehearsal: false);

    /// <summary>
    /// The time that the rest of the training will take, from steps at every size that is still to come. It leaves the state
    /// changed: restore it.
    /// </summary>
    public TimeSpan Rehearse()
    {
        var done = state.Step;
        var total = TimeSpan.Zero;
        for (var first = done; first < options.Steps;)
        {
            var last = first;
            while (last < options.Steps && options.SizeAt(last) == options.SizeAt(first))
            {
                last++;
            }

            state.Step = first;
            Run(rehearsal: true);
            state.Step = first;
            var clock = Stopwatch.StartNew();
            Run(rehearsal: true);
            total += clock.Elapsed * (last - first);
            first = last;
        }

        return total;
    }

    private TrainingMetrics Run(bool rehearsal)
    {
        using var untracked = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (classification, localization) = Differentiate(state.Step);
        if (!rehearsal && !double.IsFinite(classification + localization))
        {
            throw new TrainingDivergedException(state.Step, classification, localization);
        }

        var regularization = Penalize();
        Clip();
        var rate = optimizer.Step(Gradients);
        Mean(replicas.Select(replica => replica.Statistics), state.Statistics);
        UpdateAverage();
        state.Step++;
        return new TrainingMetrics(state.Step, (float)classification, (float)localization, regularization, rate);
    }

    private (double Classification, double Localization) Differentiate(long step)
    {
        var (height, width) = options.SizeAt(step) ?? (definition.Height, definition.Width);
        var share = options.BatchSize / options.Replicas;
        threads.Run(index => replicas[index].Run(source, step, index * share, share, height, width, options.NormsLearnAt(step)));
        Mean(replicas.Select(replica => replica.Gradients), Gradients);
        return (replicas.Average(replica => replica.Losses.Classification), replicas.Average(replica => replica.Losses.Localization));
    }

    private static void Mean(IEnumerable<Tensor> parts, Tensor target)
    {
        var count = 0;
        foreach (var part in parts)
        {
            if (count++ > 0)
            {
                target.add_(part, Scalars.One);
            }
            else if (!ReferenceEquals(part, target))
            {
                target.copy_(part);
            }
        }

        if (count > 1)
        {
            using Scalar share = 1f / count;
            target.mul_(share);
        }
    }

    // c / 2 * sum of squares of each kernel, as part of the loss: its gradient goes through clipping and momentum.
    private float Penalize()
    {
        var total = 0.0;
        foreach (var (kernel, l2) in penalties)
        {
            using Scalar factor = l2;
            var offset = (int)kernel.storage_offset();
            Gradients.narrow(0, offset, kernel.numel()).add_(kernel, factor);
            total += .5 * l2 * kernel.dot(kernel).item<float>();
        }

        return (float)total;
    }

    private void Clip()
    {
        if (options.ClipNorm > 0)
        {
            var norm = Math.Sqrt(Gradients.dot(Gradients).item<float>());
            if (norm > options.ClipNorm)
            {
                using Scalar factor = (float)(options.ClipNorm / norm);
                Gradients.mul_(factor);
            }
        }
    }

    private void UpdateAverage()
    {
        if (state.Average is { } average)
        {
            var decay = (float)Math.Min(options.AveragingDecay, (1.0 + state.Step) / (10.0 + state.Step));
            using Scalar keep = decay, add = 1 - decay;
            average.mul_(keep).add_(state.All, add);
        }
    }
}
