using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Muon for the kernels, AdamW for the rest, on flat tensors; the kernels are shared out to the replicas' threads.</summary>
internal sealed class MuonOptimizer : IOptimizer
{
    private readonly MuonOptions options;
    private readonly TrainingState state;
    private readonly ReplicaThreads threads;
    private readonly List<MuonKernels>[] shares;
    private readonly Tensor momentum;
    private readonly Tensor second;

    public MuonOptimizer(MuonOptions options, TrainingState state, ReplicaThreads threads, int replicas)
    {
        (this.options, this.state, this.threads) = (options, state, threads);
        momentum = state.AddSlot("momentum");
        second = state.AddSlot("v", state.Layout.KernelLength);
        shares = [.. Enumerable.Range(0, replicas).Select(_ => new List<MuonKernels>())];
        foreach (var kernels in MuonKernels.Group(state, momentum).OrderByDescending(kernels => kernels.Cost))
        {
            shares.MinBy(share => share.Sum(other => other.Cost))!.Add(kernels);
        }
    }

    public float Step(Tensor gradients)
    {
        var factor = options.Schedule.At(state.Step);
        threads.Run(replica =>
        {
            using var untracked = torch.no_grad();
            using var scope = torch.NewDisposeScope();
            foreach (var kernels in shares[replica])
            {
                kernels.Step(gradients, options, factor * options.KernelRate);
            }
        });
        AdamW(gradients, factor * options.Rate);
        return factor * options.KernelRate;
    }

    private void AdamW(Tensor allGradients, float rate)
    {
        using var scope = torch.NewDisposeScope();
        var layout = state.Layout;
        var (start, count) = (layout.KernelLength, layout.TrainedLength - layout.KernelLength);
        var gradients = allGradients.narrow(0, start, count);
        var weights = state.Weights.narrow(0, start, count);
        var first = momentum.narrow(0, start, count);
        using Scalar beta1 = options.Beta1, rest1 = 1 - options.Beta1, beta2 = options.Beta2, rest2 = 1 - options.Beta2;
        first.mul_(beta1).add_(gradients, rest1);
        second.mul_(beta2).addcmul_(gradients, gradients, rest2);

        var step = state.Step + 1;
        using Scalar keep = 1 - (rate * options.Decay);
        using Scalar correction = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step)));
        using Scalar epsilon = 1e-8f;
        using Scalar factor = (float)(-rate / (1 - Math.Pow(options.Beta1, step)));
        weights.narrow(0, 0, layout.DecayedLength - start).mul_(keep);
        var divisor = second.sqrt().mul_(correction).add_(epsilon);
        weights.addcdiv_(first, divisor, factor);
    }
}
