using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Anchors;

namespace DigitPipeline.Detection.Tests.Anchors;

public class MultiscaleAnchorsTests
{
    private static readonly MultiscaleAnchors Original = new(3, 7, 4, [1, 2, .5f], 2);

    [Theory]
    [InlineData(128, 128)]
    [InlineData(192, 320)]
    [InlineData(256, 256)]
    [InlineData(300, 300)]
    [InlineData(320, 320)]
    [InlineData(640, 640)]
    public void Anchors_are_those_of_the_original(int height, int width)
    {
        var anchors = MemoryMarshal.Cast<Box, float>(Original.Generate(height, width));
        Assert.True(Golden.Distance(Golden.Floats(FormattableString.Invariant($"targets/anchors_{height}x{width}.npy")), anchors) <= 1e-6);
    }

    [Fact]
    public void A_full_size_input_has_51150_anchors() => Assert.Equal(51150, Original.Generate(640, 640).Length);
}
