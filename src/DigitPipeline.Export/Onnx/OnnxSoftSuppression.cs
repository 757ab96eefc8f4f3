using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes soft non-maximum suppression, which ONNX has no operator for, as a loop: each turn keeps the best box of every class and
/// multiplies the scores of the others by exp(-IoU^2 / (2 sigma)).
/// </summary>
internal sealed class OnnxSoftSuppression(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "postprocess/soft/";
    private const string Body = Prefix + "turn/";
    private const TensorProto.Types.DataType Float = TensorProto.Types.DataType.Float;
    private const TensorProto.Types.DataType Integer = TensorProto.Types.DataType.Int64;
    private const TensorProto.Types.DataType Bool = TensorProto.Types.DataType.Bool;

    // Below every score that can be kept.
    private const float Taken = float.MinValue;

    /// <summary>Adds the nodes.</summary>
    /// <param name="boxes"><c>[1, anchors, 4]</c>.</param>
    /// <param name="scores"><c>[1, classes, anchors]</c>.</param>
    /// <param name="most">Turns: most boxes of a class.</param>
    /// <returns>Rows of batch, class and anchor <c>[kept, 3]</c>, and their scores; -1 where nothing was left.</returns>
    public (string Selected, string Scores) Write(string boxes, string scores, int most)
    {
        var classes = options.ClassAgnostic ? 1 : options.ClassNames.Count;
        Corners(boxes);
        builder.Node(Prefix + "all", "Squeeze", [scores, builder.Integers(Prefix + "all/axes", [0], 1)]);
        builder.Float(Prefix + "factor", -.5f / options.SoftSigma);
        builder.Float(Prefix + "taken", Taken);
        builder.Integers(Prefix + "places", [.. Enumerable.Range(0, options.Anchors.GetLength(0)).Select(place => (long)place)], options.Anchors.GetLength(0));
        builder.Nodes(
            Prefix + "loop",
            "Loop",
            [builder.Integers(Prefix + "turns", [most]), "", Prefix + "all"],
            [Prefix + "left", Prefix + "anchors", Prefix + "scores"],
            Subgraph("body", Turn(classes)));

        // Turns come first: [turns, classes] becomes one row for each class and turn.
        var anchors = Flat("anchors");
        var ids = builder.Integers(Prefix + "classes", [.. Enumerable.Range(0, classes * most).Select(i => (long)(i / most))], classes * most, 1);
        var batch = builder.Integers(Prefix + "batch", new long[classes * most], classes * most, 1);
        var selected = builder.Node(Prefix + "selected", "Concat", [batch, ids, anchors], Int("axis", 1));
        var flat = builder.Node(Prefix + "scores/row", "Squeeze", [Flat("scores"), builder.Integers(Prefix + "scores/axes", [1], 1)]);
        var real = builder.Node(Prefix + "real", "Greater", [flat, builder.Float(Prefix + "threshold", options.ScoreThreshold)]);
        return (selected, builder.Node(Prefix + "kept", "Where", [real, flat, builder.Float(Prefix + "none", -1)]));
    }

    private void Corners(string boxes)
    {
        var flat = builder.Node(Prefix + "boxes", "Squeeze", [boxes, builder.Integers(Prefix + "boxes/axes", [0], 1)]);
        string[] sides = ["y1", "x1", "y2", "x2"];
        builder.Nodes(
            Prefix + "sides", "Split", [flat, builder.Integers(Prefix + "sides/sizes", [1, 1, 1, 1], 4)], [.. sides.Select(side => Prefix + side)], Int("axis", 1));
        foreach (var (name, kind, first, second) in new[] { ("top", "Min", "y1", "y2"), ("left_side", "Min", "x1", "x2"), ("bottom", "Max", "y1", "y2"), ("right", "Max", "x1", "x2") })
        {
            var column = builder.Node(Prefix + name + "/column", kind, [Prefix + first, Prefix + second]);
            builder.Node(Prefix + name, "Squeeze", [column, builder.Integers(Prefix + name + "/axes", [1], 1)]);
        }

        var height = builder.Node(Prefix + "height", "Sub", [Prefix + "bottom", Prefix + "top"]);
        builder.Node(Prefix + "area", "Mul", [height, builder.Node(Prefix + "width", "Sub", [Prefix + "right", Prefix + "left_side"])]);
    }

    private GraphProto Turn(int classes)
    {
        var body = new OnnxGraphBuilder();
        body.Graph.Name = "turn";
        body.Graph.Input.Add(Value(Body + "number", Integer));
        body.Graph.Input.Add(Value(Body + "go", Bool));
        body.Graph.Input.Add(Value(Body + "scores", Float, classes, options.Anchors.GetLength(0)));
        var best = body.Node(Body + "best", "ArgMax", [Body + "scores"], Int("axis", 1), Int("keepdims", 1));
        var highest = body.Node(Body + "highest", "ReduceMax", [Body + "scores"], Ints("axes", 1), Int("keepdims", 1));
        var iou = IoU(body, best);
        var square = body.Node(Body + "square", "Mul", [iou, iou]);
        var weight = body.Node(Body + "weight", "Exp", [body.Node(Body + "exponent", "Mul", [square, Prefix + "factor"])]);
        var softened = body.Node(Body + "softened", "Mul", [Body + "scores", weight]);
        var chosen = body.Node(Body + "chosen", "Equal", [best, Prefix + "places"]);
        var left = body.Node(Body + "left", "Where", [chosen, Prefix + "taken", softened]);
        var go = body.Node(Body + "go_on", "Identity", [Body + "go"]);
        body.Graph.Output.Add(Value(go, Bool));
        body.Graph.Output.Add(Value(left, Float, classes, options.Anchors.GetLength(0)));
        body.Graph.Output.Add(Value(best, Integer, classes, 1));
        body.Graph.Output.Add(Value(highest, Float, classes, 1));
        return body.Graph;
    }

    // Of every class's best box [classes, 1] with all boxes [anchors]; 0 where either is empty.
    private static string IoU(OnnxGraphBuilder body, string best)
    {
        string Own(string side) => body.Node(Body + side, "Gather", [Prefix + side, best], Int("axis", 0));
        var zero = body.Float(Body + "zero", 0);
        string Shared(string name, string low, string high)
        {
            var end = body.Node(Body + name + "/end", "Min", [Own(high), Prefix + high]);
            var start = body.Node(Body + name + "/start", "Max", [Own(low), Prefix + low]);
            return body.Node(Body + name, "Max", [body.Node(Body + name + "/length", "Sub", [end, start]), zero]);
        }

        var shared = body.Node(Body + "shared", "Mul", [Shared("rows", "top", "bottom"), Shared("columns", "left_side", "right")]);
        var area = Own("area");
        var both = body.Node(Body + "both", "Add", [area, Prefix + "area"]);
        var ratio = body.Node(Body + "ratio", "Div", [shared, body.Node(Body + "union", "Sub", [both, shared])]);
        var real = body.Node(
            Body + "real", "And", [body.Node(Body + "own/real", "Greater", [area, zero]), body.Node(Body + "other/real", "Greater", [Prefix + "area", zero])]);
        return body.Node(Body + "iou", "Where", [real, ratio, zero]);
    }

    // [turns, classes, 1] as a column, class by class.
    private string Flat(string name)
    {
        var byClass = builder.Node(Prefix + name + "/by_class", "Transpose", [Prefix + name], Ints("perm", 1, 0, 2));
        return builder.Node(Prefix + name + "/flat", "Reshape", [byClass, builder.Integers(Prefix + name + "/shape", [-1, 1], 2)]);
    }
}
