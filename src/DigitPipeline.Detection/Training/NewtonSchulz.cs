using DigitPipeline.Detection.Execution;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Brings matrices near the closest orthogonal ones without decomposing them: steps u = (a + b Y + c Y Y) u with Y = u uT, whose
/// factors (Jordan 2024, Muon) push all singular values fast into about 0.7 to 1.2.
/// </summary>
public static class NewtonSchulz
{
    private const float A = 3.4445f;
    private const float B = -4.775f;
    private const float C = 2.0315f;

    /// <summary>Does the steps.</summary>
    /// <param name="matrices"><c>[count, rows, columns]</c> of any size; changed.</param>
    /// <param name="iterations">Number of steps; 4 bring singular values from a twentieth of the Frobenius norm upwards near one.</param>
    /// <returns>The matrices, same shape.</returns>
    public static Tensor Orthogonalize(Tensor matrices, int iterations)
    {
        using Scalar tiny = 1e-7f;
        var norm = matrices.square().sum([1, 2], keepdim: true).sqrt_();
        var direction = matrices.div_(norm.add_(tiny));
        var (rows, columns) = (matrices.shape[1], matrices.shape[2]);
        var wide = rows > columns ? direction.transpose(1, 2) : direction;
        wide = Math.Max(rows, columns) >= 2 * Math.Min(rows, columns) ? ThroughGram(wide, iterations) : Direct(wide, iterations);
        return rows > columns ? wide.transpose(1, 2) : wide;
    }

    private static Tensor Direct(Tensor u, int iterations)
    {
        using Scalar a = A;
        for (var i = 0; i < iterations; i++)
        {
            var gram = u.bmm(u.transpose(1, 2));
            u = Polynomial(gram).bmm(u).add_(u, a);
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
            var polynomial = Polynomial(gram).add_(identity, Scalars.One);
            product = product is null ? polynomial : polynomial.bmm(product);
            gram = i + 1 < iterations ? polynomial.bmm(gram).bmm(polynomial) : gram;
        }

        return product!.bmm(u);
    }

    // b Y + c Y Y. TorchSharp's baddbmm takes its arguments in another order than PyTorch's; here they are all the same.
    private static Tensor Polynomial(Tensor gram) => torch.baddbmm(gram, gram, gram, B, C);
}
