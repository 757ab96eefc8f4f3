using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the way from box encodings and class logits to detections, as the Object Detection API's post-processing: non-maximum suppression
/// on unclipped boxes, then clipping to the picture, removal of empty boxes, and the best <see cref="InferenceOptions.MaxDetections"/>.
/// </summary>
internal sealed class OnnxPostprocessing(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "postprocess/";
    private const int ToFloat = (int)TensorProto.Types.DataType.Float;

    /// <summary>Adds the nodes; the outputs are named as the original's.</summary>
    /// <param name="levels">Values of box encodings and class logits of each level.</param>
    /// <param name="window">
    /// The part of the input that the picture fills, floats <c>[4]</c> as height, width, height, width; null where it is the whole.
    /// </param>
    public void Write(IReadOnlyList<(string Boxes, string Classes)> levels, string? window = null)
    {
        var encodings = Flatten("encodings", [.. levels.Select(l => l.Boxes)], 4);
        var columns = options.ClassNames.Count + (options.HasBackground ? 1 : 0);
        var logits = Flatten("logits", [.. levels.Select(l => l.Classes)], columns);
        var boxes = new OnnxBoxDecoder(builder, options).Write(encodings);
        var best = new OnnxBestDetections(builder, options, window);
        boxes = options.ClipFirst ? best.Clip(Prefix + "boxes/clipped", boxes) : boxes;
        var scores = new OnnxScores(builder, options).Write(logits);
        best.Write(options.ClassAgnostic ? ClassAgnostic(boxes, scores) : PerClass(boxes, scores));
    }

    private string Flatten(string name, IReadOnlyList<string> levels, int last)
    {
        var shape = builder.Integers(Prefix + name + "/shape", [1, -1, last], 3);
        var flat = levels.Select((level, i) =>
        {
            var step = FormattableString.Invariant($"{Prefix}{name}/{i}");
            return builder.Node(step, "Reshape", [builder.Node(step + "/cells", "Transpose", [level], Ints("perm", 0, 2, 3, 1)), shape]);
        }).ToArray();
        return builder.Node(Prefix + name, "Concat", flat, Int("axis", 1));
    }

    private Candidates PerClass(string boxes, string scores)
    {
        var byClass = builder.Node(Prefix + "scores/by_class", "Transpose", [scores], Ints("perm", 0, 2, 1));
        var (selected, kept) = Suppress(boxes, byClass, options.MaxDetectionsPerClass);
        var places = Column(selected, "anchor", 2);
        return new Candidates(
            builder.Node(Prefix + "selected/boxes", "Gather", [Squeezed(boxes), places], Int("axis", 0)),
            kept,
            builder.Node(Prefix + "selected/classes", "Cast", [Column(selected, "class", 1)], Int("to", ToFloat)));
    }

    private Candidates ClassAgnostic(string boxes, string scores)
    {
        var best = builder.Node(Prefix + "scores/best", "ReduceMax", [scores], Ints("axes", 2), Int("keepdims", 1));
        var byClass = builder.Node(Prefix + "scores/by_class", "Transpose", [best], Ints("perm", 0, 2, 1));
        var bestClass = builder.Node(Prefix + "scores/best_class", "ArgMax", [scores], Int("axis", 2), Int("keepdims", 0));
        var (selected, kept) = Suppress(boxes, byClass, options.MaxDetections);
        var places = Column(selected, "anchor", 2);
        var classes = builder.Node(Prefix + "scores/classes", "Squeeze", [bestClass, builder.Integers(Prefix + "scores/classes/axes", [0], 1)]);
        var chosen = builder.Node(Prefix + "selected/class", "Gather", [classes, places], Int("axis", 0));
        return new Candidates(
            builder.Node(Prefix + "selected/boxes", "Gather", [Squeezed(boxes), places], Int("axis", 0)),
            kept,
            builder.Node(Prefix + "selected/classes", "Cast", [chosen], Int("to", ToFloat)));
    }

    // Rows of batch, class and anchor, and their scores.
    private (string Selected, string Scores) Suppress(string boxes, string scores, int most)
    {
        if (options.SoftSigma > 0)
        {
            return new OnnxSoftSuppression(builder, options).Write(boxes, scores, most);
        }

        var selected = builder.Node(
            Prefix + "selected",
            "NonMaxSuppression",
            [
                boxes,
                scores,
                builder.Integers(Prefix + "selected/most", [most], 1),
                builder.Floats(Prefix + "selected/iou", [options.IoUThreshold], 1),
                builder.Floats(Prefix + "selected/threshold", [options.ScoreThreshold], 1),
            ],
            Int("center_point_box", 0));
        return (selected, builder.Node(Prefix + "selected/scores", "GatherND", [scores, selected]));
    }

    private string Column(string selected, string name, long column) => builder.Node(
        Prefix + "selected/" + name + "_index",
        "Gather",
        [selected, builder.Integers(Prefix + "selected/" + name + "_column", [column])],
        Int("axis", 1));

    private string Squeezed(string boxes) =>
        builder.Node(Prefix + "boxes/flat", "Squeeze", [boxes, builder.Integers(Prefix + "boxes/flat/axes", [0], 1)]);
}

/// <summary>What the suppression kept: boxes <c>[n, 4]</c>, scores <c>[n]</c> and class indices <c>[n]</c> as floats.</summary>
internal readonly record struct Candidates(string Boxes, string Scores, string Classes);
