using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Neighbouring kernels of one shape as matrices <c>[kernels, out, in * height * width]</c>, updated together. The momentum is
/// brought near the closest orthogonal matrix by Newton-Schulz steps u = (a + b Y + c Y Y) u with Y = u uT.
/// </summary>
internal sealed class MuonKernels(Tensor weights, Tensor momentum, int offset)
{
    private const float A = 3.4445f;
    private const float B = -4.775f;
    private const float C = 2.0315f;

    private readonly long rows = weights.shape[1];
    private readonly long columns = weights.shape[2];

    /// <summary>Multiplications of a Newton-Schulz step, roughly.</summary>
    public double Cost => weights.shape[0] * (double)(rows * columns * Math.Min(rows, columns));

    /// <summary>All kernels between stem and predictions.</summary>
    public static IEnumerable<MuonKernels> Group(TrainingState state)
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
                state.Momentum.narrow(0, offset, (end - first) * size).view(shape),
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
        var norm = direction.square().sum([1, 2], keepdim: true).sqrt_();
        using Scalar tiny = 1e-7f;
        direction.div_(norm.add_(tiny));
        var wide = rows > columns ? direction.transpose(1, 2) : direction;
        wide = Math.Max(rows, columns) >= 2 * Math.Min(rows, columns) ? ThroughGram(wide, options.Iterations) : Direct(wide, options.Iterations);
        weights.mul_(keep).add_(rows > columns ? wide.transpose(1, 2) : wide, factor);
    }

    private static Tensor Direct(Tensor u, int iterations)
    {
        using Scalar a = A;
        for (var i = 0; i < iterations; i++)
        {
            var gram = u.bmm(u.transpose(1, 2));
            var polynomial = torch.baddbmm(gram, gram, gram, B, C);
            u = torch.baddbmm(u, polynomial, u, A, 1);
        }

        return u;
    }

    // All factors are polynomials of the first Gram matrix and commute, so the steps can be done on it alone: Y' = p(Y) Y p(Y).
    // With matrices much wider than high that saves more than half of the work.
    private static Tensor ThroughGram(Tensor u, int iterations)
    {
        using Scalar a = A;
        var gram = u.bmm(u.transpose(1, 2));
        var identity = torch.eye(gram.shape[1], device: gram.device).mul_(a).unsqueeze(0).expand_as(gram);
        Tensor? product = null;
        for (var i = 0; i < iterations; i++)
        {
            var polynomial = torch.baddbmm(gram, gram, gram, B, C).add_(identity, Execution.Scalars.One);
            product = product is null ? polynomial : polynomial.bmm(product);
            gram = i + 1 < iterations ? polynomial.bmm(gram).bmm(polynomial) : gram;
        }

        return product!.bmm(u);
    }
}
