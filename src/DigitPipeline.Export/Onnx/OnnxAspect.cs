using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes the size that <see cref="AspectKeeping"/> gives a picture, in float32 as TensorFlow computes it, and the padding around
/// the resized picture.
/// </summary>
internal sealed class OnnxAspect
{
    private const string Prefix = "preprocess/aspect/";
    private readonly OnnxGraphBuilder builder;
    private readonly AspectKeeping aspect;

    public OnnxAspect(OnnxGraphBuilder builder, AspectKeeping aspect)
    {
        (this.builder, this.aspect) = (builder, aspect);
        var height = OnnxAxis.Measure(builder, "y", 1);
        var width = OnnxAxis.Measure(builder, "x", 2);
        var min = builder.Floats(Prefix + "min", [aspect.Min], 1);
        var max = builder.Floats(Prefix + "max", [aspect.Max], 1);
        var wide = builder.Node(Prefix + "wide", "Less", [height.LengthFloat, width.LengthFloat]);
        var byHeight = builder.Node(Prefix + "by_height", "Div", [builder.Node(Prefix + "height", "Where", [wide, min, max]), height.LengthFloat]);
        var byWidth = builder.Node(Prefix + "by_width", "Div", [builder.Node(Prefix + "width", "Where", [wide, max, min]), width.LengthFloat]);
        var factor = builder.Node(Prefix + "factor", "Min", [byHeight, byWidth]);
        var one = builder.Floats(Prefix + "one", [1], 1);
        var (rows, columns) = (Size("rows", factor, height.LengthFloat, one), Size("columns", factor, width.LengthFloat, one));
        Rows = OnnxAxis.Of(builder, "y", height, rows);
        Columns = OnnxAxis.Of(builder, "x", width, columns);
        var sizes = builder.Node(Prefix + "sizes", "Concat", [rows, columns, rows, columns], Int("axis", 0));
        Window = builder.Node(Prefix + "window", "Div", [sizes, max]);
    }

    /// <summary>The vertical axis.</summary>
    public OnnxAxis Rows { get; }

    /// <summary>The horizontal axis.</summary>
    public OnnxAxis Columns { get; }

    /// <summary>The part of the input that the picture fills: height, width, height, width.</summary>
    public string Window { get; }

    /// <summary>Puts a resized picture <c>[1, rows, columns, 3]</c> into the top left corner of the square.</summary>
    public string Pad(string picture)
    {
        var side = builder.Integers(Prefix + "side", [aspect.Max], 1);
        var below = builder.Node(Prefix + "below", "Sub", [side, Rows.Size()]);
        var right = builder.Node(Prefix + "right", "Sub", [side, Columns.Size()]);
        var none = builder.Integers(Prefix + "none", [0, 0, 0, 0, 0], 5);
        var pads = builder.Node(
            Prefix + "pads", "Concat", [none, below, right, builder.Integers(Prefix + "last", [0], 1)], Int("axis", 0));
        var padded = builder.Node(Prefix + "padded", "Pad", [picture, pads]);
        if (aspect.PadValues.All(value => value == 0))
        {
            return padded;
        }

        // Pad takes one value for all channels: where the picture is not is found by padding ones.
        var like = builder.Node(Prefix + "picture/shape", "Shape", [picture]);
        var ones = builder.Node(Prefix + "ones", "Expand", [builder.Float(Prefix + "filled", 1), like]);
        var filled = builder.Node(
            Prefix + "inside", "Cast", [builder.Node(Prefix + "ones/padded", "Pad", [ones, pads])], Int("to", (int)TensorProto.Types.DataType.Bool));
        return builder.Node(Prefix + "filled_up", "Where", [filled, padded, builder.Floats(Prefix + "pad_values", [.. aspect.PadValues], 3)]);
    }

    private string Size(string name, string factor, string length, string one)
    {
        var rounded = builder.Node(Prefix + name + "/rounded", "Round", [builder.Node(Prefix + name + "/exact", "Mul", [factor, length])]);
        return builder.Node(Prefix + name, "Max", [rounded, one]);
    }
}
