using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// Writes the choice of one picture's detections: non-maximum suppression on unclipped boxes, then clipping to the picture, removal of
/// empty boxes, and the best <see cref="InferenceOptions.MaxDetections"/>. Places without a detection carry the score -1 until the end.
/// </summary>
internal sealed class PictureDetections(FunctionGraph function, InferenceOptions options)
{
    private const string Scope = "detections/";
    private readonly GraphValue axis0 = function.Int(Scope + "axis0", 0);

    /// <summary>Names of the outputs that are found picture by picture, with the sizes that follow the batch.</summary>
    public static IReadOnlyList<(string Name, int[] Shape)> Outputs(int most, int columns) =>
    [
        ("detection_anchor_indices", [most]), ("detection_boxes", [most, 4]), ("detection_classes", [most]),
        ("detection_multiclass_scores", [most, columns]), ("detection_scores", [most]), ("num_detections", []),
    ];

    /// <summary>Adds the nodes.</summary>
    /// <param name="boxes"><c>[anchors, 4]</c>.</param>
    /// <param name="all">Scores <c>[anchors, columns]</c>.</param>
    /// <param name="window">
    /// The part of the input that the picture fills, floats <c>[4]</c> as height, width, height, width; null where it is the whole.
    /// </param>
    /// <returns>The outputs in the order of <see cref="Outputs"/>, all of floats.</returns>
    public GraphValue[] Write(GraphValue boxes, GraphValue all, GraphValue? window)
    {
        var most = options.MaxDetections;
        var scores = options.HasBackground
            ? Node("class_scores", "Slice", all, function.Ints(Scope + "begin", [0, 1], 2), function.Ints(Scope + "size", [-1, -1], 2))
            : all;
        var (zero, none, one) = (function.Float(Scope + "zero", 0), function.Float(Scope + "none", -1), function.Float(Scope + "one", 1));
        GraphValue Clip(string name, GraphValue values) => Node(name, "Maximum", Node(name + "/end", "Minimum", values, window ?? one), zero);
        boxes = options.ClipFirst ? Clip("clipped_first", boxes) : boxes;
        var (anchors, values, classes) = options.ClassAgnostic ? OneForAll(boxes, scores) : OneForEach(boxes, scores);
        var clipped = Clip("clipped", Gather("boxes", boxes, anchors));
        var candidates = options.ClipFirst ? values : Node("candidates", "SelectV2", NotEmpty(clipped, zero), values, none);
        var best = function.Nodes(Scope + "best", "TopKV2", [candidates, function.Int(Scope + "most", most)]);
        var (bestScores, places) = (best[0], best[1]);
        var real = Node("real", "GreaterEqual", bestScores, zero);
        var column = Node("real/column", "ExpandDims", real, function.Int(Scope + "real/axis", 1));
        var bestAnchors = Gather("best/anchors", anchors, places);
        var ids = Node("best/ids", "AddV2", Gather("best/classes", classes, places), one);
        var bestBoxes = Gather("best/boxes", clipped, places);
        bestBoxes = window is { } size && options.RelativeToPicture ? Node("relative", "RealDiv", bestBoxes, size) : bestBoxes;
        var count = function.Node(Scope + "real/floats", "Cast", [real], Type("DstT", DataType.DtFloat));
        return
        [
            Node("anchor_indices", "SelectV2", real, function.Node(Scope + "best/anchors/floats", "Cast", [bestAnchors], Type("DstT", DataType.DtFloat)), zero),
            Node("detection_boxes", "SelectV2", column, bestBoxes, zero),
            Node("detection_classes", "SelectV2", real, ids, one),
            Node("multiclass_scores", "SelectV2", column, Gather("best/all_scores", all, bestAnchors), zero),
            Node("detection_scores", "SelectV2", real, bestScores, zero),
            Node("num_detections", "Sum", count, function.Ints(Scope + "num_detections/axes", [0], 1)),
        ];
    }

    // The padding comes last: then the selection always finds as many as it is asked for, and ties go to real ones.
    private (GraphValue Anchors, GraphValue Scores, GraphValue Classes) OneForEach(GraphValue boxes, GraphValue scores)
    {
        var columns = function.Nodes(Scope + "columns", "Unpack", [scores], Int("num", options.ClassNames.Count), Int("axis", 1));
        var suppression = new Suppression(function, options, Scope + "suppression/", options.MaxDetectionsPerClass);
        var (anchors, values, classes) = (new List<GraphValue>(), new List<GraphValue>(), new List<GraphValue>());
        for (var i = 0; i < columns.Length; i++)
        {
            var step = FormattableString.Invariant($"class_{i}");
            var (chosen, chosenScores) = suppression.Write(step, boxes, columns[i]);
            anchors.Add(chosen);
            values.Add(chosenScores);
            classes.Add(Node(step + "/classes", "Fill", Node(step + "/shape", "Shape", chosen), function.Float(Scope + step + "/class", i)));
        }

        return (Padded("anchors", anchors), Padded("scores", values), Padded("classes", classes));
    }

    private (GraphValue Anchors, GraphValue Scores, GraphValue Classes) OneForAll(GraphValue boxes, GraphValue scores)
    {
        var best = Node("best_score", "Max", scores, function.Ints(Scope + "best_score/axes", [1], 1));
        var (chosen, chosenScores) = new Suppression(function, options, Scope + "suppression/", options.MaxDetections).Write("all", boxes, best);
        var anchors = Padded("anchors", [chosen]);
        var bestClass = function.Node(
            Scope + "best_class", "ArgMax", [scores, function.Int(Scope + "best_class/axis", 1)], Type("output_type", DataType.DtInt32));
        var classes = function.Node(Scope + "classes", "Cast", [Gather("chosen_classes", bestClass, anchors)], Type("DstT", DataType.DtFloat));
        return (anchors, Padded("scores", [chosenScores]), classes);
    }

    private GraphValue Padded(string name, IReadOnlyList<GraphValue> parts)
    {
        var most = options.MaxDetections;
        var padding = parts[0].Type == DataType.DtInt32
            ? function.Ints(Scope + name + "/padding", new int[most], most)
            : function.Floats(Scope + name + "/padding", new float[most], most);
        return Node(name, "ConcatV2", [.. parts, name == "scores" ? Node("scores/none", "Sub", padding, function.Float(Scope + "scores/one", 1)) : padding, axis0]);
    }

    private GraphValue NotEmpty(GraphValue boxes, GraphValue zero)
    {
        var sides = function.Nodes(Scope + "sides", "Unpack", [boxes], Int("num", 4), Int("axis", 1));
        var area = Node("area", "Mul", Node("height", "Sub", sides[2], sides[0]), Node("width", "Sub", sides[3], sides[1]));
        return Node("not_empty", "Greater", area, zero);
    }

    private GraphValue Gather(string name, GraphValue values, GraphValue indices) => Node(name, "GatherV2", values, indices, axis0);

    private GraphValue Node(string name, string type, params GraphValue[] inputs) => function.Node(Scope + name, type, inputs);
}
