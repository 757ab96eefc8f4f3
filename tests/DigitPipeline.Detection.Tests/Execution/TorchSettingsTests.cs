using DigitPipeline.Detection.Execution;
using TorchSharp;

namespace DigitPipeline.Detection.Tests.Execution;

public class TorchSettingsTests
{
    [Theory]
    [InlineData(66, 2, 3, 1)]
    [InlineData(99, 1, 3, 1)]
    [InlineData(40, 4, 1, 2)]
    [InlineData(18, 3, 3, 1)]
    public void Convolutions_are_right_where_channels_do_not_fill_registers_and_maps_are_small(int channels, int side, int kernel, int stride)
    {
        TorchSettings.Apply();
        using var scope = torch.NewDisposeScope();
        torch.random.manual_seed(1);
        foreach (var input in new[] { torch.randn(2, side, side, 16).permute(0, 3, 1, 2), torch.randn(2, 16, side, side) })
        {
            var weights = torch.randn(channels, 16, kernel, kernel);
            var (value, gradients) = Differentiate(input, weights, stride, kernel / 2);
            var (exactValue, exactGradients) = Differentiate(input.to(torch.float64), weights.to(torch.float64), stride, kernel / 2);
            AssertNear(exactValue, value);
            AssertNear(exactGradients[0], gradients[0]);
            AssertNear(exactGradients[1], gradients[1]);
        }
    }

    [Fact]
    public void Convolutions_do_not_depend_on_the_caches_of_the_processor()
    {
        TorchSettings.Apply();
        Assert.True(OneDnnCaches.Known);
    }

    private static (torch.Tensor Value, torch.Tensor[] Gradients) Differentiate(torch.Tensor input, torch.Tensor weights, int stride, int padding)
    {
        using var tracked = torch.enable_grad();
        torch.Tensor[] leaves = [input.detach().requires_grad_(true), weights.detach().requires_grad_(true)];
        var value = torch.nn.functional.conv2d(leaves[0], leaves[1], null, [stride, stride], [padding, padding]);
        var along = torch.arange(value.numel(), torch.float64).reshape(value.shape).sin().to(value.dtype);
        return (value, [.. torch.autograd.grad([value], leaves, [along])]);
    }

    private static void AssertNear(torch.Tensor expected, torch.Tensor actual) =>
        Assert.True((expected - actual.to(torch.float64)).abs().max().item<double>() < 1e-4);
}
