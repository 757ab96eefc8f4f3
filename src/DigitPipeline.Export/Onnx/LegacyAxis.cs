using DigitPipeline.Export.Onnx.Protos;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Where the pixels of one axis come from in TensorFlow 1's bilinear resizing: <c>source = place * (in / out)</c> in float32, its floor, the
/// next pixel (the last one at the edge) and the fraction between them.
/// </summary>
internal sealed class LegacyAxis
{
    public LegacyAxis(OnnxGraphBuilder builder, OnnxAxis axis, long[] fractionShape)
    {
        var prefix = axis.Prefix;
        var source = builder.Node(prefix + "source", "Mul", [axis.Places, axis.Scale]);
        var floor = builder.Node(prefix + "floor", "Floor", [source]);
        Lower = builder.Node(prefix + "lower", "Cast", [floor], Int("to", (int)TensorProto.Types.DataType.Int64));
        var one = builder.Integers(prefix + "one", [1], 1);
        var last = builder.Node(prefix + "last", "Sub", [axis.Length, one]);
        Upper = builder.Node(prefix + "upper", "Min", [builder.Node(prefix + "next", "Add", [Lower, one]), last]);
        var fraction = builder.Node(prefix + "fraction/flat", "Sub", [source, floor]);
        Fraction = builder.Node(prefix + "fraction", "Reshape", [fraction, builder.Integers(prefix + "fraction/shape", fractionShape, 4)]);
    }

    /// <summary>Index of the pixel before.</summary>
    public string Lower { get; }

    /// <summary>Index of the pixel after.</summary>
    public string Upper { get; }

    /// <summary>Weight of the pixel after, shaped to be broadcast over <c>[1, rows, columns, 3]</c>.</summary>
    public string Fraction { get; }
}
