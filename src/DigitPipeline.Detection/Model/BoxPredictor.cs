namespace DigitPipeline.Detection.Model;

/// <summary>
/// The weight-shared convolutional box predictor: towers of 3x3 convolutions whose kernels all levels share and whose batch
/// norms each level has for itself, then one convolution for box encodings and one for class logits.
/// </summary>
/// <param name="Depth">Channels of the towers.</param>
/// <param name="Layers">Convolutions in a tower.</param>
/// <param name="KernelSize">Side of all kernels.</param>
/// <param name="ShareTower">One tower for boxes and classes instead of two.</param>
/// <param name="ClassBias">Initial bias of the class logits.</param>
/// <param name="AnchorsPerCell">Anchors at each place of a level.</param>
/// <param name="ClassColumns">Columns of logits for each anchor, background included where there is one.</param>
public sealed record BoxPredictor(
    int Depth, int Layers, int KernelSize, bool ShareTower, float ClassBias, int AnchorsPerCell, int ClassColumns)
{
    private const string Root = "model/_box_predictor/";
    private const string BoxNorms = "box_encodings";
    private const string ClassNorms = "class_predictions_with_background";

    /// <summary>Adds the predictor to a network for the levels from <paramref name="minLevel"/> up.</summary>
    public IReadOnlyList<LevelOutput> Build(
        NetworkBuilder network, Hyperparams hyperparams, IReadOnlyList<FeatureMap> levels, int minLevel)
    {
        var boxTower = Tower(network, hyperparams, levels, ShareTower ? "PredictionTower" : "BoxPredictionTower", ShareTower ? "PredictionTower" : BoxNorms);
        var boxes = Head(
            network, hyperparams, boxTower, "BoxPredictor", Root + "_box_prediction_head/_box_encoder_layers/0", AnchorsPerCell * 4, 0);
        var classTower = ShareTower ? boxTower : Tower(network, hyperparams, levels, "ClassPredictionTower", ClassNorms);
        var classes = Head(
            network,
            hyperparams,
            classTower,
            "ClassPredictor",
            Root + "_prediction_heads/class_predictions_with_background/_class_predictor_layers/0",
            AnchorsPerCell * ClassColumns,
            ClassBias);
        return [.. boxes.Zip(classes, (box, logits) => (box, logits)).Select((pair, index) => new LevelOutput(minLevel + index, pair.box, pair.logits))];
    }

    private FeatureMap[] Tower(
        NetworkBuilder network, Hyperparams hyperparams, IReadOnlyList<FeatureMap> levels, string tower, string norms)
    {
        var maps = levels.ToArray();
        for (var layer = 0; layer < Layers; layer++)
        {
            var kernel = network.Kernel(
                FormattableString.Invariant($"{Root}_head_scope_conv_layers/{tower}/{layer}"), Depth, maps[0].Channels, KernelSize, hyperparams);
            for (var level = 0; level < maps.Length; level++)
            {
                var name = FormattableString.Invariant($"{tower}/conv2d_{layer}");
                var path = FormattableString.Invariant($"{Root}_base_tower_layers_for_heads/{norms}/{level}/{(3 * layer) + 1}");
                var map = NetworkBuilder.Convolve(
                    FormattableString.Invariant($"{name}/feature_{level}"), maps[level], kernel, null, 1, Padding.All(KernelSize / 2));
                map = network.Normalize(FormattableString.Invariant($"{name}/BatchNorm/feature_{level}"), path, map, hyperparams);
                maps[level] = NetworkBuilder.Activate(FormattableString.Invariant($"{name}/activation_{level}"), map, hyperparams);
            }
        }

        return maps;
    }

    private IEnumerable<Node> Head(
        NetworkBuilder network, Hyperparams hyperparams, FeatureMap[] maps, string name, string path, int outputs, float bias)
    {
        var kernel = network.Kernel(path, outputs, maps[0].Channels, KernelSize, hyperparams, VariableRole.PredictionKernel);
        var start = network.Bias(path, outputs, bias);
        return [.. maps.Select((map, level) => NetworkBuilder.Convolve(
            FormattableString.Invariant($"{name}/feature_{level}"), map, kernel, start, 1, Padding.All(KernelSize / 2)).Node)];
    }
}
