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
    private readonly Tensor gradients;
    private readonly (Tensor Kernel, float L2)[] penalties;

    public TrainStep(
        DetectorDefinition definition, TrainingOptions options, ITrainingSource source, TrainingState state, ReplicaThreads threads)
    {
        (this.definition, this.options, this.source, this.state, this.threads) = (definition, options, source, state, threads);
        replicas = [.. Enumerable.Range(0, options.Replicas).Select(_ => new Replica(definition, options.Objective, state))];
        gradients = torch.zeros(state.Layout.TrainedLength, device: state.Device);
        optimizer = options.Optimizer switch
        {
            MuonOptions muon => new MuonOptimizer(muon, state, threads, options.Replicas),
            MomentumOptions momentum => new MomentumOptimizer(momentum, state),
            var other => throw new NotSupportedException($"No update rule for {other.GetType().Name}."),
        };
        penalties = [.. state.Layout.Variables.Where(variable => variable.L2 > 0).Select(variable =>
            (state.Weights.narrow(0, state.Layout.OffsetOf(variable), variable.Size), variable.L2))];
    }

    /// <summary>Does the next step of the state.</summary>
    /// <exception cref="TrainingDivergedException">A loss is not finite; the state is as before.</exception>
    public TrainingMetrics Run() => Run(rehearsal: false);

    /// <summary>
    /// The time that the rest of the training will take, from steps at every size that is still to come. The state is put back
    /// to what it was.
    /// </summary>
    public TimeSpan Rehearse()
    {
        using var scope = torch.NewDisposeScope();
        var done = state.Step;
        Tensor[] tensors = [state.All, state.Average, state.Momentum, state.SecondMoment];
        var before = tensors.Select(tensor => tensor.clone()).ToArray();
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

        foreach (var (tensor, was) in tensors.Zip(before))
        {
            tensor.copy_(was);
        }

        state.Step = done;
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
        var rate = optimizer.Step(gradients);
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
        Mean(replicas.Select(replica => replica.Gradients), gradients);
        return (replicas.Average(replica => replica.Losses.Classification), replicas.Average(replica => replica.Losses.Localization));
    }

    private static void Mean(IEnumerable<Tensor> parts, Tensor target)
    {
        var count = 0;
        foreach (var part in parts)
        {
            if (count++ == 0)
            {
                target.copy_(part);
            }
            else
            {
                target.add_(part, Scalars.One);
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
            gradients.narrow(0, offset, kernel.numel()).add_(kernel, factor);
            total += .5 * l2 * kernel.dot(kernel).item<float>();
        }

        return (float)total;
    }

    private void Clip()
    {
        if (options.ClipNorm > 0)
        {
            var norm = Math.Sqrt(gradients.dot(gradients).item<float>());
            if (norm > options.ClipNorm)
            {
                using Scalar factor = (float)(options.ClipNorm / norm);
                gradients.mul_(factor);
            }
        }
    }

    private void UpdateAverage()
    {
        if (options.AveragingDecay > 0)
        {
            var decay = (float)Math.Min(options.AveragingDecay, (1.0 + state.Step) / (10.0 + state.Step));
            using Scalar keep = decay, add = 1 - decay;
            state.Average.mul_(keep).add_(state.All, add);
        }
        else
        {
            state.Average.copy_(state.All);
        }
    }
}
