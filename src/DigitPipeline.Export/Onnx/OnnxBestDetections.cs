using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the last steps: clip to the picture, drop empty boxes, sort by score (stable), and fill up with zeros to a fixed number. Places that
/// hold no detection carry the score -1 until the end, below every sigmoid.
/// </summary>
internal sealed class OnnxBestDetections(OnnxGraphBuilder builder, InferenceOptions options, string? window)
{
    private const string Prefix = "detections/";
    private readonly int count = options.MaxDetections;

    /// <summary>Adds the nodes and the graph's outputs.</summary>
    public void Write(Candidates candidates)
    {
        var zero = builder.Float(Prefix + "zero", 0);
        var one = builder.Float(Prefix + "one", 1);
        var none = builder.Float(Prefix + "none", -1);
        var clipped = Clip(Prefix + "clipped", candidates.Boxes);
        var scores = options.ClipFirst
            ? candidates.Scores
            : builder.Node(Prefix + "candidate_scores", "Where", [NotEmpty(clipped, zero), candidates.Scores, none]);

        // Padding first: then the selection below always finds as many as it is asked for.
        var allBoxes = Padded("boxes", clipped, new float[count * 4], count, 4);
        var allScores = Padded("scores", scores, [.. Enumerable.Repeat(-1f, count)], count);
        var allClasses = Padded("classes", candidates.Classes, new float[count], count);
        builder.Nodes(
            Prefix + "best", "TopK", [allScores, builder.Integers(Prefix + "count", [count], 1)], [Prefix + "best/scores", Prefix + "best/places"],
            Int("axis", 0), Int("largest", 1), Int("sorted", 1));

        var real = builder.Node(Prefix + "real", "GreaterOrEqual", [Prefix + "best/scores", zero]);
        var first = builder.Integers(Prefix + "first_axis", [0], 1);
        var column = builder.Node(Prefix + "real/column", "Unsqueeze", [real, builder.Integers(Prefix + "last_axis", [1], 1)]);
        var boxes = Relative(builder.Node(Prefix + "best/all_boxes", "Gather", [allBoxes, Prefix + "best/places"], Int("axis", 0)));
        var classes = builder.Node(Prefix + "best/all_classes", "Gather", [allClasses, Prefix + "best/places"], Int("axis", 0));
        var ids = builder.Node(Prefix + "best/all_ids", "Add", [classes, one]);
        Output("detection_boxes", builder.Node(Prefix + "best/boxes", "Where", [column, boxes, zero]), first, count, 4);
        Output("detection_scores", builder.Node(Prefix + "best/real_scores", "Where", [real, Prefix + "best/scores", zero]), first, count);
        Output("detection_classes", builder.Node(Prefix + "best/ids", "Where", [real, ids, one]), first, count);
        var ones = builder.Node(Prefix + "real/float", "Cast", [real], Int("to", (int)TensorProto.Types.DataType.Float));
        builder.Node("num_detections", "ReduceSum", [ones, first], Int("keepdims", 1));
        builder.Graph.Output.Add(Value("num_detections", TensorProto.Types.DataType.Float, 1));
    }

    /// <summary>Boxes <c>[..., 4]</c> cut to the part of the input that the picture fills.</summary>
    public string Clip(string name, string boxes)
    {
        var zero = builder.Float(name + "/zero", 0);
        return window is null
            ? builder.Node(name, "Clip", [boxes, zero, builder.Float(name + "/one", 1)])
            : builder.Node(name, "Max", [builder.Node(name + "/end", "Min", [boxes, window]), zero]);
    }

    private string Relative(string boxes) =>
        window is null || !options.RelativeToPicture ? boxes : builder.Node(Prefix + "relative", "Div", [boxes, window]);

    private string NotEmpty(string boxes, string zero)
    {
        var parts = new[] { "top", "left", "bottom", "right" }.Select(p => Prefix + p).ToArray();
        builder.Nodes(Prefix + "parts", "Split", [boxes, builder.Integers(Prefix + "parts/sizes", [1, 1, 1, 1], 4)], parts, Int("axis", 1));
        var height = builder.Node(Prefix + "height", "Sub", [parts[2], parts[0]]);
        var width = builder.Node(Prefix + "width", "Sub", [parts[3], parts[1]]);
        var area = builder.Node(Prefix + "area", "Mul", [height, width]);
        var flat = builder.Node(Prefix + "area/flat", "Squeeze", [area, builder.Integers(Prefix + "area/axes", [1], 1)]);
        return builder.Node(Prefix + "not_empty", "Greater", [flat, zero]);
    }

    private string Padded(string name, string values, float[] padding, params ReadOnlySpan<long> shape) =>
        builder.Node(Prefix + "all_" + name, "Concat", [values, builder.Floats(Prefix + "padding_" + name, padding, shape)], Int("axis", 0));

    private void Output(string name, string value, string axis, params ReadOnlySpan<object> shape)
    {
        builder.Node(name, "Unsqueeze", [value, axis]);
        builder.Graph.Output.Add(Value(name, TensorProto.Types.DataType.Float, [1, .. shape]));
    }
}
