using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the last steps: clip to the picture, drop empty boxes, sort by score (stable), and fill up with zeros to a fixed number.
/// Places that hold no detection carry the score -1 until the end, below every score that counts.
/// </summary>
internal sealed class OnnxBestDetections(OnnxGraphBuilder builder, InferenceOptions options, string? window, int columns)
{
    private const string Prefix = "detections/";
    private const int ToFloat = (int)TensorProto.Types.DataType.Float;
    private readonly int count = options.MaxDetections;
    private readonly int anchors = options.Anchors.GetLength(0);

    /// <summary>Adds the nodes and the graph's outputs.</summary>
    /// <param name="candidates">What may be detected.</param>
    /// <param name="boxes"><c>[batch, anchors, 4]</c>.</param>
    public void Write(Candidates candidates, string boxes)
    {
        var (zero, one) = (builder.Float(Prefix + "zero", 0), builder.Float(Prefix + "one", 1));
        var clipped = Clip(Prefix + "clipped", boxes);
        var rows = new OnnxCandidateRows(builder, options).Write(candidates, options.ClipFirst ? null : clipped);
        var chosen = builder.Node(Prefix + "best/anchor", "Mod", [rows.Places, builder.Integers(Prefix + "anchors", [anchors])]);
        var classes = candidates.Classes is null
            ? builder.Node(Prefix + "best/class", "Div", [rows.Places, Prefix + "anchors"])
            : Gather("best/class", candidates.Classes, chosen);
        var real = builder.Node(Prefix + "real", "GreaterOrEqual", [rows.Scores, zero]);
        var column = builder.Node(Prefix + "real/column", "Unsqueeze", [real, builder.Integers(Prefix + "real/axis", [2], 1)]);
        var ids = builder.Node(Prefix + "best/ids", "Add", [Floats("best/class/float", classes), one]);
        Output("detection_anchor_indices", [real, Floats("best/anchor/float", chosen), zero], count);
        Output("detection_boxes", [column, Relative(Gather("best/boxes", clipped, chosen)), zero], count, 4);
        Output("detection_classes", [real, ids, one], count);
        Output("detection_multiclass_scores", [column, Gather("best/all_scores", OnnxScores.All, chosen), zero], count, columns);
        Output("detection_scores", [real, rows.Scores, zero], count);
        builder.Node(
            "num_detections", "ReduceSum", [Floats("real/float", real), builder.Integers(Prefix + "real/count_axis", [1], 1)], Int("keepdims", 0));
        Declare("num_detections");
        Declare("raw_detection_boxes", anchors, 4);
        Declare(OnnxScores.All, anchors, columns);
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

    // Of each picture the rows with the picture's own indices [batch, count].
    private string Gather(string name, string values, string indices)
    {
        var column = builder.Node(Prefix + name + "/index", "Unsqueeze", [indices, builder.Integers(Prefix + name + "/axis", [2], 1)]);
        return builder.Node(Prefix + name, "GatherND", [values, column], Int("batch_dims", 1));
    }

    private string Floats(string name, string values) => builder.Node(Prefix + name, "Cast", [values], Int("to", ToFloat));

    private void Output(string name, string[] choice, params ReadOnlySpan<object> shape)
    {
        builder.Node(name, "Where", choice);
        Declare(name, shape);
    }

    private void Declare(string name, params ReadOnlySpan<object> shape)
    {
        object batch = OnnxPostprocessing.TakesBatches(options) ? OnnxPostprocessing.Batch : 1;
        builder.Graph.Output.Add(Value(name, TensorProto.Types.DataType.Float, [batch, .. shape]));
    }
}
