using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the decoding of box codes ty, tx, th, tw with anchors (Faster R-CNN's): <c>centre = t / scale * size + centre</c>,
/// <c>size = exp(t / scale) * size</c>.
/// </summary>
internal sealed class OnnxBoxDecoder(OnnxGraphBuilder builder, InferenceOptions options)
{
    private const string Prefix = "decode/";

    /// <summary>Adds the nodes; encodings and the returned boxes are <c>[batch, anchors, 4]</c>.</summary>
    public string Write(string encodings, string name)
    {
        var parts = new[] { "ty", "tx", "th", "tw" }.Select(p => Prefix + p).ToArray();
        var sizes = builder.Integers(Prefix + "sizes", [1, 1, 1, 1], 4);
        builder.Nodes(Prefix + "parts", "Split", [encodings, sizes], parts, Int("axis", 2));
        var (top, bottom) = Corners("y", 0, parts[0], parts[2], options.BoxCode.YScale, options.BoxCode.HeightScale);
        var (left, right) = Corners("x", 1, parts[1], parts[3], options.BoxCode.XScale, options.BoxCode.WidthScale);
        return builder.Node(name, "Concat", [top, left, bottom, right], Int("axis", 2));
    }

    private (string Low, string High) Corners(string axis, int column, string centreCode, string sizeCode, float centreScale, float sizeScale)
    {
        var count = options.Anchors.GetLength(0);
        var (centres, sizes) = (new float[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            sizes[i] = options.Anchors[i, column + 2] - options.Anchors[i, column];
            centres[i] = options.Anchors[i, column] + sizes[i] / 2;
        }

        var prefix = Prefix + axis + "/";
        var anchorSize = builder.Floats(prefix + "anchor_size", sizes, 1, count, 1);
        var anchorCentre = builder.Floats(prefix + "anchor_centre", centres, 1, count, 1);
        var move = builder.Node(prefix + "move", "Div", [centreCode, builder.Float(prefix + "centre_scale", centreScale)]);
        var centre = builder.Node(prefix + "centre", "Add", [builder.Node(prefix + "moved", "Mul", [move, anchorSize]), anchorCentre]);
        var growth = builder.Node(
            prefix + "growth", "Exp", [builder.Node(prefix + "log_growth", "Div", [sizeCode, builder.Float(prefix + "size_scale", sizeScale)])]);
        var size = builder.Node(prefix + "size", "Mul", [growth, anchorSize]);
        var half = builder.Node(prefix + "half_size", "Div", [size, builder.Float(prefix + "two", 2)]);
        return (builder.Node(prefix + "low", "Sub", [centre, half]), builder.Node(prefix + "high", "Add", [centre, half]));
    }
}
