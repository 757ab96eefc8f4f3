using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Training;
using TorchSharp;

namespace DigitPipeline.Detection.Tests.Training;

public class NewtonSchulzTests
{
    [Theory]
    [InlineData(64, 64)]
    [InlineData(48, 64)]
    [InlineData(64, 48)]
    [InlineData(32, 288)]
    [InlineData(256, 64)]
    public void Singular_values_come_near_one_and_their_vectors_stay(int rows, int columns)
    {
        TorchSettings.Apply();
        using var scope = torch.NewDisposeScope();
        torch.random.manual_seed(1);
        var matrices = torch.randn(3, rows, columns);
        var (left, _, right) = torch.linalg.svd(matrices, fullMatrices: false);
        var result = NewtonSchulz.Orthogonalize(matrices.clone(), 10);
        var diagonal = left.transpose(1, 2).bmm(result).bmm(right.transpose(1, 2));
        var values = torch.diagonal(diagonal, dim1: 1, dim2: 2);
        Assert.InRange(values.min().item<float>(), .6f, 1.3f);
        Assert.InRange(values.max().item<float>(), .6f, 1.3f);
        Assert.InRange((diagonal - torch.diag_embed(values)).abs().max().item<float>(), 0, 1e-3f);
    }
}
