using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the choice of the best candidates of each picture. What the suppression kept becomes a row of scores, and with it their places:
/// row of scores times anchors plus anchor.
/// </summary>
internal sealed class OnnxCandidateRows(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "detections/";

    /// <summary>The best: scores and places <c>[batch, most]</c>, -1 where there are no more.</summary>
    public readonly record struct Rows(string Scores, string Places);

    /// <summary>Adds the nodes.</summary>
    /// <param name="candidates">What may be detected.</param>
    /// <param name="clipped">Boxes <c>[batch, anchors, 4]</c>, of which empty ones are left out; null keeps all.</param>
    public Rows Write(Candidates candidates, string? clipped)
    {
        var none = builder.Float(Prefix + "none", -1);
        var notEmpty = clipped is null ? null : NotEmpty(clipped);
        var (scores, places) = options.SoftSigma > 0 ? Listed(candidates, notEmpty, none) : (Scattered(candidates, notEmpty, none), null);
        var count = builder.Integers(Prefix + "count", [options.MaxDetections], 1);
        var shape = builder.Node(Prefix + "rows/shape", "Shape", [candidates.Scores]);
        var batch = builder.Node(Prefix + "batch", "Gather", [shape, builder.Integers(Prefix + "batch/index", [0], 1)], Int("axis", 0));
        var size = builder.Node(Prefix + "padding/shape", "Concat", [batch, count], Int("axis", 0));

        // Padding last: as many can be taken as are asked for, and ties go to real ones.
        string Padded(string name, string values) => builder.Node(
            Prefix + name + "/padded",
            "Concat",
            [values, builder.Node(Prefix + name + "/padding", "Expand", [name == "scores" ? none : builder.Integers(Prefix + name + "/zero", [0]), size])],
            Int("axis", 1));
        builder.Nodes(
            Prefix + "best", "TopK", [Padded("scores", scores), count], [Prefix + "best/scores", Prefix + "best/index"],
            Int("axis", 1), Int("largest", 1), Int("sorted", 1));
        return new Rows(
            Prefix + "best/scores",
            places is null
                ? Prefix + "best/index"
                : builder.Node(Prefix + "best/places", "GatherElements", [Padded("places", places), Prefix + "best/index"], Int("axis", 1)));
    }

    // All scores in a row, those of what was not kept -1: the index is the place.
    private string Scattered(Candidates candidates, string? notEmpty, string none)
    {
        var shape = builder.Node(Prefix + "candidates/shape", "Shape", [candidates.Scores]);
        var nothing = builder.Node(Prefix + "candidates/none", "ConstantOfShape", [shape], Filler("value", -1));
        var scattered = builder.Node(Prefix + "candidates", "ScatterND", [nothing, candidates.Selected, candidates.Kept]);
        var valid = notEmpty is null ? scattered : builder.Node(Prefix + "candidates/valid", "Where", [notEmpty, scattered, none]);
        return builder.Node(Prefix + "candidates/flat", "Reshape", [valid, builder.Integers(Prefix + "candidates/row", [0, -1], 2)]);
    }

    // What was kept of one picture, as it is: a soft suppression names an anchor again where it found none.
    private (string Scores, string Places) Listed(Candidates candidates, string? notEmpty, string none)
    {
        string Column(string name, long column) => builder.Node(
            Prefix + "selected/" + name, "Gather", [candidates.Selected, builder.Integers(Prefix + "selected/" + name + "/column", [column])], Int("axis", 1));
        var (ids, chosen) = (Column("row", 1), Column("anchor", 2));
        var start = builder.Node(Prefix + "selected/start", "Mul", [ids, builder.Integers(Prefix + "selected/anchors", [options.Anchors.GetLength(0)])]);
        var places = builder.Node(Prefix + "selected/place", "Add", [start, chosen]);
        var scores = candidates.Kept;
        if (notEmpty is not null)
        {
            var all = builder.Node(Prefix + "selected/all", "Reshape", [notEmpty, builder.Integers(Prefix + "selected/flat", [-1], 1)]);
            var valid = builder.Node(Prefix + "selected/valid", "Gather", [all, chosen], Int("axis", 0));
            scores = builder.Node(Prefix + "selected/kept", "Where", [valid, scores, none]);
        }

        var first = builder.Integers(Prefix + "selected/batch_axis", [0], 1);
        return (builder.Node(Prefix + "selected/scores", "Unsqueeze", [scores, first]), builder.Node(Prefix + "selected/places", "Unsqueeze", [places, first]));
    }

    // [batch, 1, anchors]: whether a box has an area.
    private string NotEmpty(string boxes)
    {
        var parts = new[] { "top", "left", "bottom", "right" }.Select(p => Prefix + p).ToArray();
        builder.Nodes(Prefix + "parts", "Split", [boxes, builder.Integers(Prefix + "parts/sizes", [1, 1, 1, 1], 4)], parts, Int("axis", 2));
        var height = builder.Node(Prefix + "height", "Sub", [parts[2], parts[0]]);
        var width = builder.Node(Prefix + "width", "Sub", [parts[3], parts[1]]);
        var area = builder.Node(Prefix + "area", "Transpose", [builder.Node(Prefix + "area/column", "Mul", [height, width])], Ints("perm", 0, 2, 1));
        return builder.Node(Prefix + "not_empty", "Greater", [area, builder.Float(Prefix + "empty", 0)]);
    }
}
