using DigitPipeline.Detection.Preprocessing;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// The weights <c>[out, in]</c> with which the pixels of one axis become those of another size, for each <see cref="ResizeKind"/>
/// that is a weighted sum. The rows sum to 1.
/// </summary>
internal sealed class ResizeFilters(OnnxGraphBuilder builder, OnnxAxis axis)
{
    private const float CubicSharpness = -.75f;
    private const float CubicSteps = 1024;
    private readonly string prefix = axis.Prefix;

    /// <summary>Adds the nodes of a kind and returns the weights.</summary>
    public string Write(ResizeKind kind) => kind switch
    {
        ResizeKind.Antialiased => Triangle(),
        ResizeKind.LegacyArea => Area(),
        ResizeKind.LegacyNearest => Nearest(),
        ResizeKind.LegacyBicubic => Bicubic(),
        _ => throw new ArgumentException($"The resize {kind} has no weights."),
    };

    // Pixel o of the result is centred on (o + 1/2) in / out; the triangle's half width is max(1, in / out) pixels.
    private string Triangle()
    {
        var support = builder.Node(prefix + "support", "Max", [axis.Scale, Scalar("one", 1)]);
        var centres = builder.Node(prefix + "centres", "Mul", [builder.Node(prefix + "middles", "Add", [Rows(), Scalar("half", .5f)]), axis.Scale]);
        var pixels = builder.Node(prefix + "pixels", "Add", [Pixels(), prefix + "half"]);
        var distance = builder.Node(prefix + "distance", "Abs", [builder.Node(prefix + "offset", "Sub", [pixels, centres])]);
        var slope = builder.Node(prefix + "slope", "Sub", [prefix + "one", builder.Node(prefix + "relative", "Div", [distance, support])]);
        var triangle = builder.Node(prefix + "triangle", "Relu", [slope]);
        var sum = builder.Node(prefix + "sum", "ReduceSum", [triangle, builder.Integers(prefix + "sum/axes", [1], 1)], Int("keepdims", 1));
        return builder.Node(prefix + "weights", "Div", [triangle, sum]);
    }

    // What the target pixel from o in / out to (o + 1) in / out covers of each source pixel.
    private string Area()
    {
        var (rows, one) = (Rows(), Scalar("one", 1));
        var start = builder.Node(prefix + "start", "Mul", [rows, axis.Scale]);
        var end = builder.Node(prefix + "end", "Mul", [builder.Node(prefix + "next", "Add", [rows, one]), axis.Scale]);
        var left = builder.Node(prefix + "left", "Max", [start, Pixels()]);
        var right = builder.Node(prefix + "right", "Min", [end, builder.Node(prefix + "pixels/end", "Add", [Pixels(), one])]);
        var covered = builder.Node(prefix + "covered", "Relu", [builder.Node(prefix + "overlap", "Sub", [right, left])]);
        return builder.Node(prefix + "weights", "Div", [covered, axis.Scale]);
    }

    private string Nearest()
    {
        var floor = builder.Node(prefix + "floor", "Floor", [builder.Node(prefix + "source", "Mul", [Rows(), axis.Scale])]);
        return Chosen("nearest", builder.Node(prefix + "nearest/place", "Min", [floor, Last()]));
    }

    // Keys' kernel over the four pixels around place * in / out, at distances in steps of 1/1024.
    private string Bicubic()
    {
        var source = builder.Node(prefix + "source", "Mul", [Rows(), axis.Scale]);
        var floor = builder.Node(prefix + "floor", "Floor", [source]);
        var steps = builder.Node(prefix + "steps", "Mul", [builder.Node(prefix + "fraction", "Sub", [source, floor]), Scalar("per_pixel", CubicSteps)]);
        var fraction = builder.Node(prefix + "rounded", "Div", [builder.Node(prefix + "nearest_step", "Round", [steps]), prefix + "per_pixel"]);
        var first = Scalar("first_pixel", 0);
        var taps = Enumerable.Range(-1, 4).Select(tap =>
        {
            var name = FormattableString.Invariant($"tap{tap + 1}");
            var moved = builder.Node(prefix + name + "/moved", "Add", [floor, Scalar(name + "/offset", tap)]);
            var place = builder.Node(prefix + name + "/place", "Max", [builder.Node(prefix + name + "/capped", "Min", [moved, Last()]), first]);
            var distance = builder.Node(
                prefix + name + "/distance", "Abs", [builder.Node(prefix + name + "/delta", "Sub", [fraction, prefix + name + "/offset"])]);
            var weight = tap is 0 or 1
                ? Cubic(name, distance, [1, 0, -(CubicSharpness + 3), CubicSharpness + 2])
                : Cubic(name, distance, [-4 * CubicSharpness, 8 * CubicSharpness, -5 * CubicSharpness, CubicSharpness]);
            return builder.Node(prefix + name + "/weighted", "Mul", [Chosen(name, place), weight]);
        }).ToArray();
        return builder.Node(prefix + "weights", "Sum", taps);
    }

    private string Cubic(string name, string x, float[] coefficients)
    {
        var value = Scalar(name + "/c3", coefficients[3]);
        for (var power = 2; power >= 0; power--)
        {
            var step = FormattableString.Invariant($"{prefix}{name}/horner{power}");
            var constant = Scalar(FormattableString.Invariant($"{name}/c{power}"), coefficients[power]);
            value = builder.Node(step, "Add", [builder.Node(step + "/times", "Mul", [value, x]), constant]);
        }

        return value;
    }

    // 1 where a source pixel is the place of a row, 0 elsewhere.
    private string Chosen(string name, string place)
    {
        var equal = builder.Node(prefix + name + "/equal", "Equal", [place, Pixels()]);
        return builder.Node(prefix + name + "/chosen", "Cast", [equal], Int("to", (int)Protos.TensorProto.Types.DataType.Float));
    }

    private string Rows() => Once("rows", name => builder.Node(name, "Unsqueeze", [axis.Places, builder.Integers(name + "/axes", [1], 1)]));

    private string Pixels() => Once("columns", name => builder.Node(
        name,
        "Range",
        [
            builder.Float(name + "/first", 0),
            builder.Node(name + "/end", "Squeeze", [axis.LengthFloat]),
            builder.Float(name + "/step", 1),
        ]));

    private string Last() => Once("last", name => builder.Node(name, "Sub", [axis.LengthFloat, builder.Float(name + "/one", 1)]));

    private string Scalar(string name, float value) => builder.Float(prefix + name, value);

    private string Once(string name, Func<string, string> write) => builder.Has(prefix + name) ? prefix + name : write(prefix + name);
}
