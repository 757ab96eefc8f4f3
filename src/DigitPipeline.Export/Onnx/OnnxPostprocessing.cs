using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the way from box encodings and class logits to detections, as the Object Detection API's post-processing: non-maximum suppression
/// on unclipped boxes, then clipping to the picture, removal of empty boxes, and the best <see cref="InferenceOptions.MaxDetections"/>.
/// </summary>
internal sealed class OnnxPostprocessing(OnnxGraphBuilder builder, InferenceOptions options)
{
    /// <summary>Name of the size that is the number of pictures.</summary>
    public const string Batch = "batch";

    private const string Prefix = "postprocess/";
    private const string RawBoxes = "raw_detection_boxes";

    /// <summary>Whether several pictures can be given at once: ONNX has no soft suppression, and our loop in its stead takes one.</summary>
    public static bool TakesBatches(InferenceOptions options) => options.SoftSigma == 0;

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
        var boxes = new OnnxBoxDecoder(builder, options).Write(encodings, RawBoxes);
        var best = new OnnxBestDetections(builder, options, window, columns);
        boxes = options.ClipFirst ? best.Clip(Prefix + "boxes/clipped", boxes) : boxes;
        var scores = new OnnxScores(builder, options).Write(logits);
        best.Write(options.ClassAgnostic ? ClassAgnostic(boxes, scores) : PerClass(boxes, scores), boxes);
    }

    private string Flatten(string name, IReadOnlyList<string> levels, int last)
    {
        // A size of 0 is that of the input: the batch's.
        var shape = builder.Integers(Prefix + name + "/shape", [0, -1, last], 3);
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
        return new Candidates(byClass, selected, kept, null);
    }

    private Candidates ClassAgnostic(string boxes, string scores)
    {
        var best = builder.Node(Prefix + "scores/best", "ReduceMax", [scores], Ints("axes", 2), Int("keepdims", 1));
        var byClass = builder.Node(Prefix + "scores/by_class", "Transpose", [best], Ints("perm", 0, 2, 1));
        var bestClass = builder.Node(Prefix + "scores/best_class", "ArgMax", [scores], Int("axis", 2), Int("keepdims", 0));
        var (selected, kept) = Suppress(boxes, byClass, options.MaxDetections);
        return new Candidates(byClass, selected, kept, bestClass);
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
}

/// <summary>What may be detected.</summary>
/// <param name="Scores"><c>[batch, rivals, anchors]</c>: a row for each class, or one for all.</param>
/// <param name="Selected">What the suppression kept: <c>[n, 3]</c>, places in the scores.</param>
/// <param name="Kept">The scores of these, <c>[n]</c>.</param>
/// <param name="Classes">The class of each anchor, <c>[batch, anchors]</c>; null where a row of scores is that of a class.</param>
internal readonly record struct Candidates(string Scores, string Selected, string Kept, string? Classes);
