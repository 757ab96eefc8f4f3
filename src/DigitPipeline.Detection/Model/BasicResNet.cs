namespace DigitPipeline.Detection.Model;

/// <summary>
/// A ResNet of basic blocks, one a stage: two 3x3 convolutions and a shortcut (He et al. 2015, table 1, as in ResNet-18). An
/// extension of this house, not a model of the Object Detection API.
/// </summary>
/// <param name="network">Where to build.</param>
/// <param name="hyperparams">Of all convolutions.</param>
/// <param name="filters">Number of channels for the number of the full width.</param>
/// <param name="lastGamma">
/// Initial scale of each block's last batch norm. Zero makes a block start as its shortcut, which helps deep networks; with as few
/// blocks as here it only delays the training.
/// </param>
public sealed class BasicResNet(NetworkBuilder network, Hyperparams hyperparams, Func<int, int> filters, float lastGamma)
{
    private const string Root = "model/_feature_extractor/basic_backbone/";

    /// <summary>Outputs of the stages up to <paramref name="maxLevel"/>, keyed by level from 2; stride 2^level.</summary>
    public IReadOnlyDictionary<int, FeatureMap> Build(int maxLevel)
    {
        var kernel = network.Kernel(Root + "conv1_conv", filters(64), 3, 7, hyperparams, VariableRole.StemKernel);
        var stem = NetworkBuilder.Convolve("conv1_conv", network.Input, kernel, null, 2, Padding.All(3));
        var map = Activate("conv1_relu", Normalize("conv1_bn", stem));
        map = NetworkBuilder.MaxPool("pool1_pool", map);
        var stages = new SortedDictionary<int, FeatureMap>();
        for (var level = 2; level <= Math.Min(maxLevel, 5); level++)
        {
            map = stages[level] = Block(FormattableString.Invariant($"conv{level}_block1"), map, filters(16 << level), level > 2 ? 2 : 1);
        }

        return stages;
    }

    private FeatureMap Block(string name, FeatureMap input, int outputs, int stride)
    {
        var map = Activate(name + "_1_relu", Normalize(name + "_1_bn", Convolve(name + "_1_conv", input, outputs, 3, stride)));
        map = Normalize(name + "_2_bn", Convolve(name + "_2_conv", map, outputs, 3, 1), lastGamma);
        var shortcut = stride == 1 && input.Channels == outputs
            ? input
            : Normalize(name + "_0_bn", Convolve(name + "_0_conv", input, outputs, 1, stride));
        return Activate(name + "_out", NetworkBuilder.Add(name + "_add", map, shortcut));
    }

    private FeatureMap Convolve(string name, FeatureMap input, int outputs, int size, int stride)
    {
        var kernel = network.Kernel(Root + name, outputs, input.Channels, size, hyperparams);
        return NetworkBuilder.Convolve(name, input, kernel, null, stride, Padding.All(size / 2));
    }

    private FeatureMap Normalize(string name, FeatureMap input, float gamma = 1) =>
        network.Normalize(name, Root + name, input, hyperparams, gamma);

    private FeatureMap Activate(string name, FeatureMap input) => NetworkBuilder.Activate(name, input, hyperparams);
}
