using TorchSharp;

namespace DigitPipeline.Detection.Tests.Execution;

public class LibTorchTests
{
    [Fact]
    public void Libtorch_loads_on_this_system()
    {
        using var ones = torch.ones(3);
        using var sum = ones.sum();
        Assert.Equal(3f, sum.item<float>());
    }
}
