using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes the way from the network's outputs to boxes and scores of all anchors: <c>raw_detection_boxes</c> and <c>raw_detection_scores</c>.</summary>
internal sealed class SavedModelPostprocessing(FunctionGraph function, InferenceOptions options)
{
    private const string Scope = "postprocess/";

    /// <summary>Anchors in all.</summary>
    public int Anchors => options.Anchors.GetLength(0);

    /// <summary>Scores of an anchor, that of the background included.</summary>
    public int Columns => options.ClassNames.Count + (options.HasBackground ? 1 : 0);

    /// <summary>Adds the nodes.</summary>
    /// <param name="levels">Box encodings and class logits of each level, <c>[batch, rows, columns, ...]</c>.</param>
    /// <param name="batch">Number of pictures; -1 is any.</param>
    /// <returns>Boxes <c>[batch, anchors, 4]</c>, decoded and not clipped, and scores <c>[batch, anchors, columns]</c>.</returns>
    public (GraphValue Boxes, GraphValue Scores) Write(IReadOnlyList<(SavedModelNetwork.FeatureMap Boxes, SavedModelNetwork.FeatureMap Logits)> levels, int batch)
    {
        var boxes = Decode(Flatten("encodings", [.. levels.Select(l => l.Boxes)], batch, 4));
        var logits = Flatten("logits", [.. levels.Select(l => l.Logits)], batch, Columns);
        return (boxes, Scores(logits));
    }

    private GraphValue Scores(GraphValue logits)
    {
        var values = options.PredictorSigmoid ? function.Node(Scope + "logits/sigmoid", "Sigmoid", [logits]) : logits;
        values = options.LogitScale == 1
            ? values
            : function.Node(Scope + "logits/scaled", "RealDiv", [values, function.Float(Scope + "logits/scale", options.LogitScale)]);
        return options.Conversion switch
        {
            ScoreConversion.Sigmoid => function.Node(Scope + "scores", "Sigmoid", [values]),
            ScoreConversion.Softmax => function.Node(Scope + "scores", "Softmax", [values]),
            _ => values,
        };
    }

    // Every cell of every level has the same number of anchors.
    private GraphValue Flatten(string name, IReadOnlyList<SavedModelNetwork.FeatureMap> levels, int batch, int last)
    {
        var perCell = Anchors / levels.Sum(level => level.Height * level.Width);
        var flat = levels.Select((level, i) =>
        {
            var step = FormattableString.Invariant($"{Scope}{name}/{i}");
            var shape = function.Ints(step + "/shape", [batch, level.Height * level.Width * perCell, last], 3);
            return function.Node(step, "Reshape", [level.Value, shape]);
        }).ToArray();
        return flat.Length == 1 ? flat[0] : function.Node(Scope + name, "ConcatV2", [.. flat, function.Int(Scope + name + "/axis", 1)]);
    }

    // Faster R-CNN's code: centre = t / scale * size + centre, size = exp(t / scale) * size.
    private GraphValue Decode(GraphValue encodings)
    {
        var parts = function.Nodes(Scope + "decode/codes", "Unpack", [encodings], Int("num", 4), Int("axis", 2));
        var (top, bottom) = Corners("y", 0, parts[0], parts[2], options.BoxCode.YScale, options.BoxCode.HeightScale);
        var (left, right) = Corners("x", 1, parts[1], parts[3], options.BoxCode.XScale, options.BoxCode.WidthScale);
        return function.Node(Scope + "decode/boxes", "Pack", [top, left, bottom, right], Int("axis", 2));
    }

    private (GraphValue Low, GraphValue High) Corners(string axis, int column, GraphValue centreCode, GraphValue sizeCode, float centreScale, float sizeScale)
    {
        var (centres, sizes) = (new float[Anchors], new float[Anchors]);
        for (var i = 0; i < Anchors; i++)
        {
            sizes[i] = options.Anchors[i, column + 2] - options.Anchors[i, column];
            centres[i] = options.Anchors[i, column] + sizes[i] / 2;
        }

        var prefix = Scope + "decode/" + axis + "/";
        GraphValue Node(string name, string type, params GraphValue[] inputs) => function.Node(prefix + name, type, inputs);
        var anchorSize = function.Floats(prefix + "anchor_size", sizes, Anchors);
        var move = Node("move", "RealDiv", centreCode, function.Float(prefix + "centre_scale", centreScale));
        var centre = Node("centre", "AddV2", Node("moved", "Mul", move, anchorSize), function.Floats(prefix + "anchor_centre", centres, Anchors));
        var growth = Node("growth", "Exp", Node("log_growth", "RealDiv", sizeCode, function.Float(prefix + "size_scale", sizeScale)));
        var half = Node("half_size", "RealDiv", Node("size", "Mul", growth, anchorSize), function.Float(prefix + "two", 2));
        return (Node("low", "Sub", centre, half), Node("high", "AddV2", centre, half));
    }
}
