using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Neighbouring kernels of one shape as matrices <c>[kernels, out, in * height * width]</c>, updated together: each by the matrix
/// near its momentum whose singular values are about one (<see cref="NewtonSchulz"/>).
/// </summary>
internal sealed class MuonKernels(Tensor weights, Tensor momentum, int offset)
{
    private readonly long rows = weights.shape[1];
    private readonly long columns = weights.shape[2];

    /// <summary>Multiplications of a Newton-Schulz step, roughly.</summary>
    public double Cost => weights.shape[0] * (double)(rows * columns * Math.Min(rows, columns));

    /// <summary>All kernels between stem and predictions; <paramref name="momentum"/> is that of all trained elements.</summary>
    public static IEnumerable<MuonKernels> Group(TrainingState state, Tensor momentum)
    {
        var layout = state.Layout;
        var kernels = layout.Variables.Where(variable => variable.Role == VariableRole.Kernel).ToList();
        for (var first = 0; first < kernels.Count;)
        {
            var (size, end) = (kernels[first].Size, first + 1);
            while (end < kernels.Count && kernels[end].Shape.SequenceEqual(kernels[first].Shape)
                && layout.OffsetOf(kernels[end]) == layout.OffsetOf(kernels[end - 1]) + size)
            {
                end++;
            }

            var offset = layout.OffsetOf(kernels[first]);
            long[] shape = [end - first, kernels[first].Shape[0], size / kernels[first].Shape[0]];
            yield return new MuonKernels(
                state.Weights.narrow(0, offset, (end - first) * size).view(shape),
                momentum.narrow(0, offset, (end - first) * size).view(shape),
                offset);
            first = end;
        }
    }

    /// <summary>One update.</summary>
    public void Step(Tensor allGradients, MuonOptions options, float rate)
    {
        using Scalar decay = options.Momentum, keep = 1 - (rate * options.KernelDecay);
        using Scalar factor = (float)(-rate * Math.Sqrt(Math.Max(1, (double)rows / columns)));
        var gradients = allGradients.narrow(0, offset, weights.numel()).view(weights.shape);
        momentum.mul_(decay).add_(gradients, Execution.Scalars.One);
        var direction = gradients.add(momentum, decay);
        weights.mul_(keep).add_(NewtonSchulz.Orthogonalize(direction, options.Iterations), factor);
    }
}
