using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// One axis of the picture and what it is resized to: the picture's length and the size that it gets, which may depend on the
/// picture.
/// </summary>
/// <param name="Prefix">Prefix of the names of values of this axis.</param>
/// <param name="Length">The picture's length, integers <c>[1]</c>.</param>
/// <param name="LengthFloat">The same as floats <c>[1]</c>.</param>
/// <param name="Size">Gives the size after the resize, integers <c>[1]</c>.</param>
/// <param name="Places">0, 1, ... to the size, floats <c>[size]</c>.</param>
/// <param name="Scale">Length over size, floats <c>[1]</c>.</param>
internal sealed record OnnxAxis(string Prefix, string Length, string LengthFloat, Func<string> Size, string Places, string Scale)
{
    private const int ToFloat = (int)TensorProto.Types.DataType.Float;

    /// <summary>The picture's length along an axis of <c>preprocess/shape</c>.</summary>
    public static (string Length, string LengthFloat) Measure(OnnxGraphBuilder builder, string name, int axis)
    {
        var prefix = "preprocess/" + name + "/";
        var length = builder.Node(prefix + "length", "Gather", ["preprocess/shape", builder.Integers(prefix + "axis", [axis], 1)], Int("axis", 0));
        return (length, builder.Node(prefix + "length/float", "Cast", [length], Int("to", ToFloat)));
    }

    /// <summary>An axis that always gets the same size.</summary>
    public static OnnxAxis Of(OnnxGraphBuilder builder, string name, int axis, int size)
    {
        var prefix = "preprocess/" + name + "/";
        var (length, lengthFloat) = Measure(builder, name, axis);
        var places = builder.Floats(prefix + "places", [.. Enumerable.Range(0, size).Select(i => (float)i)], size);
        var scale = builder.Node(prefix + "scale", "Div", [lengthFloat, builder.Floats(prefix + "size/float", [size], 1)]);
        return new OnnxAxis(prefix, length, lengthFloat, () => builder.Integers(prefix + "size", [size], 1), places, scale);
    }

    /// <summary>An axis whose size, floats <c>[1]</c>, is computed from the picture's.</summary>
    public static OnnxAxis Of(OnnxGraphBuilder builder, string name, (string Length, string LengthFloat) measured, string sizeFloat)
    {
        var prefix = "preprocess/" + name + "/";
        var size = builder.Node(prefix + "size", "Cast", [sizeFloat], Int("to", (int)TensorProto.Types.DataType.Int64));
        var end = builder.Node(prefix + "size/scalar", "Squeeze", [sizeFloat]);
        var places = builder.Node(prefix + "places", "Range", [builder.Float(prefix + "first", 0), end, builder.Float(prefix + "step", 1)]);
        var scale = builder.Node(prefix + "scale", "Div", [measured.LengthFloat, sizeFloat]);
        return new OnnxAxis(prefix, measured.Length, measured.LengthFloat, () => size, places, scale);
    }
}
