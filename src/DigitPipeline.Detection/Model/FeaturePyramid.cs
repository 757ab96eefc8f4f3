namespace DigitPipeline.Detection.Model;

/// <summary>
/// The Object Detection API's feature pyramid: the highest backbone level is projected and used as it is; each lower level is
/// its projection plus the enlarged level above (after that level's smoothing), smoothed; coarser levels are strided
/// convolutions of the one before.
/// </summary>
public static class FeaturePyramid
{
    private const string Root = "model/_feature_extractor/";
    private const string TopDown = Root + "_fpn_features_generator/";

    /// <summary>Maps of <paramref name="depth"/> channels for levels <paramref name="minLevel"/> to <paramref name="maxLevel"/>.</summary>
    public static IReadOnlyList<FeatureMap> Build(
        NetworkBuilder network, Hyperparams hyperparams, IReadOnlyDictionary<int, FeatureMap> stages, int minLevel, int maxLevel, int depth)
    {
        var topLevel = Math.Min(maxLevel, stages.Keys.Max());
        var top = Project(network, hyperparams, stages[topLevel], depth, TopDown + "top_layers/0", topLevel - minLevel + 1);
        var levels = new List<FeatureMap> { top };
        for (var level = topLevel - 1; level >= minLevel; level--)
        {
            var place = topLevel - 1 - level;
            var number = level - minLevel + 1;
            var lateral = Project(
                network, hyperparams, stages[level], depth, FormattableString.Invariant($"{TopDown}residual_blocks/{place}/0"), number);
            var sum = NetworkBuilder.Add(
                FormattableString.Invariant($"top_down_{number}_add"),
                NetworkBuilder.Upsample(FormattableString.Invariant($"top_down_{number}_up"), levels[^1]),
                lateral);
            var path = FormattableString.Invariant($"{TopDown}conv_layers/{place}/");
            levels.Add(network.ConvBlock(
                FormattableString.Invariant($"smoothing_{number}"), path + "0", path + "1", sum, depth, 3, 1, hyperparams));
        }

        levels.Reverse();
        for (var level = topLevel + 1; level <= maxLevel; level++)
        {
            var path = FormattableString.Invariant($"{Root}_coarse_feature_layers/{level - topLevel - 1}/");
            levels.Add(network.ConvBlock(
                FormattableString.Invariant($"bottom_up_block{level - 1}"), path + "0", path + "1", levels[^1], depth, 3, 2, hyperparams));
        }

        return levels;
    }

    private static FeatureMap Project(
        NetworkBuilder network, Hyperparams hyperparams, FeatureMap input, int depth, string path, int number)
    {
        var kernel = network.Kernel(path, depth, input.Channels, 1, hyperparams);
        var bias = network.Bias(path, depth);
        return NetworkBuilder.Convolve(FormattableString.Invariant($"projection_{number}"), input, kernel, bias, 1, Padding.All(0));
    }
}
