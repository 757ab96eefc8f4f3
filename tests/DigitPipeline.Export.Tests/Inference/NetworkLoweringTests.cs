using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Tests.Reference;

namespace DigitPipeline.Export.Tests.Inference;

public sealed class NetworkLoweringTests
{
    private readonly InferenceGraph graph;

    public NetworkLoweringTests()
    {
        var small = new SmallDetector();
        graph = NetworkLowering.Lower(small.Network, small.Weights);
    }

    [Fact]
    public void Batch_norms_are_folded_into_kernels_that_nobody_shares()
    {
        Assert.Single(graph.Operations, o => o is ConvolutionOperation { Name: "stem_bn", Bias: not null });
        Assert.DoesNotContain(graph.Operations, o => o.Name == "stem");
    }

    [Fact]
    public void A_kernel_shared_by_levels_stays_one_and_its_batch_norms_become_scale_and_shift()
    {
        Assert.Equal(["lateral_bn", "tower_2_bn", "tower_3_bn"], graph.Operations.OfType<ScaleShiftOperation>().Select(o => o.Name).Order(StringComparer.Ordinal));
        var towers = graph.Operations.OfType<ConvolutionOperation>().Where(o => o.Name.StartsWith("tower", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, towers.Length);
        Assert.Same(towers[0].Kernel, towers[1].Kernel);
    }

    [Fact]
    public void Inputs_come_before_their_users_and_nothing_twice()
    {
        Assert.IsType<PictureOperation>(graph.Operations[0]);
        Assert.Equal(graph.Operations.Count, graph.Operations.Select(o => o.Name).Distinct().Count());
    }
}
