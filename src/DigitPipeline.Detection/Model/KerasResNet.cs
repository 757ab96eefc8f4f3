namespace DigitPipeline.Detection.Model;

/// <summary>
/// Keras' ResNet v1 with bottleneck blocks as the Object Detection API overrides it: no biases, stride in the first 1x1
/// convolution of a block, filters scaled by the depth multiplier. Variables are named by the checkpoint's keys, which number
/// the layers that have weights in Keras' order of creation (in a block with a projection: 1_conv, 1_bn, 2_conv, 2_bn, 0_conv,
/// 3_conv, 0_bn, 3_bn).
/// </summary>
/// <param name="network">Where to build.</param>
/// <param name="hyperparams">Of all convolutions; they never have a bias.</param>
/// <param name="filters">Number of channels for the number of the full width.</param>
/// <param name="lastGamma">Initial scale of each block's last batch norm.</param>
/// <param name="stemPadding">Rows below and columns to the right that are zero in addition to the picture.</param>
public sealed class KerasResNet(
    NetworkBuilder network, Hyperparams hyperparams, Func<int, int> filters, float lastGamma, (int Rows, int Columns) stemPadding = default)
{
    /// <summary>Where the backbone's variables stand, without the layer's number.</summary>
    public const string Layers = "model/_feature_extractor/classification_backbone/layer_with_weights-";

    private int layer;

    /// <summary>Blocks of the four stages of ResNet50.</summary>
    public static IReadOnlyList<int> Blocks50 { get; } = [3, 4, 6, 3];

    /// <summary>Blocks of the four stages of ResNet101.</summary>
    public static IReadOnlyList<int> Blocks101 { get; } = [3, 4, 23, 3];

    /// <summary>Blocks of the four stages of ResNet152.</summary>
    public static IReadOnlyList<int> Blocks152 { get; } = [3, 8, 36, 3];

    /// <summary>Outputs of the stages, keyed by level: 2 to 5, stride 2^level.</summary>
    public IReadOnlyDictionary<int, FeatureMap> Build(IReadOnlyList<int> blocks)
    {
        var kernel = network.Kernel(NextLayer(), filters(64), 3, 7, hyperparams, VariableRole.StemKernel);
        var padding = new Padding(3, 3, 3 + stemPadding.Rows, 3 + stemPadding.Columns);
        var stem = NetworkBuilder.Convolve("conv1_conv", network.Input, kernel, null, 2, padding);
        var map = Activate("conv1_relu", Normalize("conv1_bn", stem));
        map = NetworkBuilder.MaxPool("pool1_pool", map);
        var stages = new SortedDictionary<int, FeatureMap>();
        for (var stage = 0; stage < blocks.Count; stage++)
        {
            for (var block = 0; block < blocks[stage]; block++)
            {
                var name = FormattableString.Invariant($"conv{stage + 2}_block{block + 1}");
                map = Bottleneck(name, map, 64 << stage, block == 0 && stage > 0 ? 2 : 1, project: block == 0);
            }

            stages[stage + 2] = map;
        }

        return stages;
    }

    private FeatureMap Bottleneck(string name, FeatureMap input, int width, int stride, bool project)
    {
        var inner = filters(width);
        var outer = filters(width * 4);
        var map = Activate(name + "_1_relu", Normalize(name + "_1_bn", Convolve(name + "_1_conv", input, inner, 1, stride)));
        map = Activate(name + "_2_relu", Normalize(name + "_2_bn", Convolve(name + "_2_conv", map, inner, 3, 1)));
        var shortcut = project ? Convolve(name + "_0_conv", input, outer, 1, stride) : input;
        map = Convolve(name + "_3_conv", map, outer, 1, 1);
        shortcut = project ? Normalize(name + "_0_bn", shortcut) : shortcut;
        map = Normalize(name + "_3_bn", map, lastGamma);
        return Activate(name + "_out", NetworkBuilder.Add(name + "_add", map, shortcut));
    }

    private FeatureMap Convolve(string name, FeatureMap input, int outputs, int size, int stride)
    {
        var kernel = network.Kernel(NextLayer(), outputs, input.Channels, size, hyperparams);
        return NetworkBuilder.Convolve(name, input, kernel, null, stride, Padding.All(size / 2));
    }

    private FeatureMap Normalize(string name, FeatureMap input, float gamma = 1) =>
        hyperparams.Norm is null ? input : network.Normalize(name, NextLayer(), input, hyperparams, gamma);

    private FeatureMap Activate(string name, FeatureMap input) => NetworkBuilder.Activate(name, input, hyperparams);

    private string NextLayer() => FormattableString.Invariant($"{Layers}{layer++}");
}
