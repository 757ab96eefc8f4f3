namespace DigitPipeline.Detection.Model;

/// <summary>
/// The weight-shared convolutional box predictor: towers of convolutions whose kernels all levels share and whose batch norms each
/// level has for itself, then one convolution for box encodings and one for class logits.
/// </summary>
/// <param name="Hyperparams">Of the towers; the last convolutions take only their initializer and penalty.</param>
/// <param name="Depth">Channels of the towers.</param>
/// <param name="Layers">Convolutions in a tower.</param>
/// <param name="KernelSize">Side of all kernels.</param>
/// <param name="ShareTower">One tower for boxes and classes instead of two.</param>
/// <param name="ClassBias">Initial bias of the class logits.</param>
/// <param name="AnchorsPerCell">Anchors at each place of a level.</param>
/// <param name="ClassColumns">Columns of logits for each anchor, background included where there is one.</param>
public sealed record BoxPredictor(
    Hyperparams Hyperparams, int Depth, int Layers, int KernelSize, bool ShareTower, float ClassBias, int AnchorsPerCell, int ClassColumns)
{
    private const string Root = "model/_box_predictor/";
    private const string BoxNorms = "box_encodings";
    private const string ClassNorms = "class_predictions_with_background";

    /// <summary>
    /// Whether a dropout layer stands before the class logits. It has no weights and does nothing at inference, but moves the
    /// numbers in the variables' names.
    /// </summary>
    public bool Dropout { get; init; }

    /// <summary>Limits of the box encodings; none where they are free.</summary>
    public (float Min, float Max)? ClipRange { get; init; }

    private bool TowersHaveBias => Hyperparams.ForceBias || Hyperparams.Norm is null;

    /// <summary>Adds the predictor to a network for the levels from <paramref name="minLevel"/> up.</summary>
    public IReadOnlyList<LevelOutput> Build(NetworkBuilder network, IReadOnlyList<FeatureMap> levels, int minLevel)
    {
        var boxTower = Tower(network, levels, ShareTower ? "PredictionTower" : "BoxPredictionTower", BoxNorms);
        var boxes = Head(network, boxTower, "BoxPredictor", Root + "_box_prediction_head/_box_encoder_layers/0", AnchorsPerCell * 4, 0);
        var classTower = ShareTower ? boxTower : Tower(network, levels, "ClassPredictionTower", ClassNorms);
        var place = Dropout ? 1 : 0;
        var classes = Head(
            network,
            classTower,
            "ClassPredictor",
            FormattableString.Invariant($"{Root}_prediction_heads/class_predictions_with_background/_class_predictor_layers/{place}"),
            AnchorsPerCell * ClassColumns,
            ClassBias);
        return [.. boxes.Zip(classes).Select((pair, index) => new LevelOutput(minLevel + index, Clip(pair.First, index), pair.Second))];
    }

    private FeatureMap[] Tower(NetworkBuilder network, IReadOnlyList<FeatureMap> levels, string tower, string norms)
    {
        var maps = levels.ToArray();
        for (var layer = 0; layer < Layers; layer++)
        {
            var name = FormattableString.Invariant($"{tower}/conv2d_{layer}");
            var shared = FormattableString.Invariant($"{Root}_head_scope_conv_layers/{tower}/{layer}");
            var kernel = network.Kernel(shared, Depth, maps[0].Channels, KernelSize, Hyperparams);
            var bias = TowersHaveBias ? network.Bias(shared, Depth) : null;
            for (var level = 0; level < maps.Length; level++)
            {
                var path = FormattableString.Invariant($"{Root}_base_tower_layers_for_heads/{norms}/{level}/{(3 * layer) + 1}");
                var map = Convolve(FormattableString.Invariant($"{name}/feature_{level}"), maps[level], kernel, bias);
                map = network.Normalize(FormattableString.Invariant($"{name}/BatchNorm/feature_{level}"), path, map, Hyperparams);
                maps[level] = NetworkBuilder.Activate(FormattableString.Invariant($"{name}/activation_{level}"), map, Hyperparams);
            }
        }

        return maps;
    }

    private Node[] Head(NetworkBuilder network, FeatureMap[] maps, string name, string path, int outputs, float bias)
    {
        var kernel = network.Kernel(path, outputs, maps[0].Channels, KernelSize, Hyperparams, VariableRole.PredictionKernel);
        var start = network.Bias(path, outputs, bias);
        return [.. maps.Select((map, level) => Convolve(FormattableString.Invariant($"{name}/feature_{level}"), map, kernel, start).Node)];
    }

    private static FeatureMap Convolve(string name, FeatureMap map, Variable kernel, Variable? bias) =>
        NetworkBuilder.Convolve(name, map, kernel, bias, 1, NetworkBuilder.Same(map, kernel.Shape[2], 1));

    private Node Clip(Node boxes, int level) =>
        ClipRange is { } range ? new ClipNode(FormattableString.Invariant($"clip_box_encodings_{level}"), boxes, range.Min, range.Max) : boxes;
}
