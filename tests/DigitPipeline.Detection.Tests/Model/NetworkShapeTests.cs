using DigitPipeline.Detection.Execution;
using DigitPipeline.Detection.Model;
using TorchSharp;

namespace DigitPipeline.Detection.Tests.Model;

public class NetworkShapeTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(96)]
    public void Outputs_have_a_value_for_every_anchor(int size) => Check(Configs.Detector(Configs.Tiny), size);

    [Theory]
    [InlineData(160)]
    [InlineData(192)]
    public void The_original_has_a_value_for_every_anchor_at_sizes_where_levels_are_odd(int size) =>
        Check(Configs.Detector(Configs.Original(".125", 16, 10, size)), size);

    private static void Check(DetectorDefinition definition, int size)
    {
        using var scope = torch.NewDisposeScope();
        using var untracked = torch.no_grad();
        var network = definition.Build(size, size);
        var tensors = network.Variables.ToDictionary(
            variable => variable.Name, variable => torch.full([.. variable.Shape.Select(side => (long)side)], .1f));
        var levels = new NetworkExecutor(network).Run(torch.rand(1, 3, size, size), variable => tensors[variable.Name], training: false);
        var cells = levels.Sum(level => level.Boxes.shape[2] * level.Boxes.shape[3]);
        Assert.Equal(definition.Anchors.Generate(size, size).Length, cells * definition.Anchors.PerCell);
        Assert.All(levels, level => Assert.Equal(definition.Anchors.PerCell * 4, level.Boxes.shape[1]));
        Assert.All(levels, level => Assert.Equal(definition.Anchors.PerCell * definition.ClassColumns, level.Logits.shape[1]));
    }
}
