using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// The weights <c>[out, in]</c> of resizing one axis with a triangle filter: pixel o of the result is centred on <c>(o + 1/2) in / out</c>,
/// the triangle's half width is <c>max(1, in / out)</c> pixels, and a row's weights sum to 1.
/// </summary>
internal sealed class TriangleFilter
{
    public TriangleFilter(OnnxGraphBuilder builder, string name, int axis, int size)
    {
        var prefix = "preprocess/" + name + "/";
        const int toFloat = (int)TensorProto.Types.DataType.Float;
        var length = builder.Node(prefix + "length", "Gather", ["preprocess/shape", builder.Integers(prefix + "axis", [axis])], Int("axis", 0));
        var lengthFloat = builder.Node(prefix + "length/float", "Cast", [length], Int("to", toFloat));
        var scale = builder.Node(prefix + "scale", "Div", [lengthFloat, builder.Float(prefix + "size", size)]);
        var one = builder.Float(prefix + "one", 1);
        var support = builder.Node(prefix + "support", "Max", [scale, one]);
        var places = builder.Floats(prefix + "places", [.. Enumerable.Range(0, size).Select(i => i + .5f)], size, 1);
        var centres = builder.Node(prefix + "centres", "Mul", [places, scale]);
        var range = builder.Node(prefix + "range", "Range", [builder.Float(prefix + "zero", 0), lengthFloat, one]);
        var pixels = builder.Node(prefix + "pixels", "Add", [range, builder.Float(prefix + "half", .5f)]);
        var distance = builder.Node(prefix + "distance", "Abs", [builder.Node(prefix + "offset", "Sub", [pixels, centres])]);
        var slope = builder.Node(prefix + "slope", "Sub", [one, builder.Node(prefix + "relative", "Div", [distance, support])]);
        var triangle = builder.Node(prefix + "triangle", "Relu", [slope]);
        var sum = builder.Node(prefix + "sum", "ReduceSum", [triangle, builder.Integers(prefix + "sum/axes", [1], 1)], Int("keepdims", 1));
        Weights = builder.Node(prefix + "weights", "Div", [triangle, sum]);
    }

    /// <summary>The weights <c>[out, in]</c>.</summary>
    public string Weights { get; }
}
