using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using static DigitPipeline.Export.Onnx.OnnxGraphBuilder;

namespace DigitPipeline.Export.Onnx;

/// <summary>Writes the network's operations as ONNX nodes.</summary>
internal sealed class OnnxNetwork(OnnxGraphBuilder builder, string picture, WeightPrecision precision = WeightPrecision.Float32)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Adds all operations.</summary>
    public void Write(InferenceGraph graph)
    {
        foreach (var operation in graph.Operations)
        {
            values[operation.Name] = Write(operation);
        }
    }

    /// <summary>The ONNX value of an operation.</summary>
    public string Of(Operation operation) => values[operation.Name];

    private string Write(Operation operation) => operation switch
    {
        PictureOperation => picture,
        ConvolutionOperation conv => Convolution(conv),
        ScaleShiftOperation o => builder.Node(
            o.Name, "Add", [builder.Node(o.Name + "/scaled", "Mul", [Of(o.Input), Weight(o.Scale)]), Weight(o.Shift)]),
        ActivationOperation { Kind: Activation.Relu } o => builder.Node(o.Name, "Relu", [Of(o.Input)]),
        ActivationOperation { Kind: Activation.Relu6 } o => builder.Node(
            o.Name, "Clip", [Of(o.Input), Shared("relu6/min", () => builder.Float("relu6/min", 0)), Shared("relu6/max", () => builder.Float("relu6/max", 6))]),
        ActivationOperation { Kind: Activation.Swish } o => builder.Node(
            o.Name, "Mul", [Of(o.Input), builder.Node(o.Name + "/sigmoid", "Sigmoid", [Of(o.Input)])]),
        AddOperation o => builder.Node(o.Name, "Add", [Of(o.Left), Of(o.Right)]),
        MaxPoolOperation pool => MaxPool(pool),
        ClipOperation o => builder.Node(
            o.Name, "Clip", [Of(o.Input), builder.Float(o.Name + "/min", o.Min), builder.Float(o.Name + "/max", o.Max)]),
        UpsampleOperation o => builder.Node(
            o.Name,
            "Resize",
            [Of(o.Input), "", Shared("upsample/scales", () => builder.Floats("upsample/scales", [1, 1, 2, 2], 4))],
            Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor")),
        _ => throw new ArgumentException($"Operation '{operation.Name}' is a {operation.GetType().Name}, which has no ONNX form."),
    };

    private string Convolution(ConvolutionOperation conv)
    {
        string[] inputs = conv.Bias is null ? [Of(conv.Input), Kernel(conv.Kernel)] : [Of(conv.Input), Kernel(conv.Kernel), Weight(conv.Bias)];
        return builder.Node(
            conv.Name, "Conv", inputs,
            Ints("kernel_shape", conv.Kernel.Shape[2], conv.Kernel.Shape[3]), Ints("strides", conv.Stride, conv.Stride), Pads(conv.Padding));
    }

    private string MaxPool(MaxPoolOperation pool)
    {
        var input = Of(pool.Input);
        var padding = pool.Padding;
        if (pool.PadWithZero && padding != default)
        {
            var pads = builder.Integers(pool.Name + "/pads", [0, 0, padding.Top, padding.Left, 0, 0, padding.Bottom, padding.Right], 8);
            input = builder.Node(pool.Name + "/padded", "Pad", [input, pads]);
            padding = default;
        }

        return builder.Node(
            pool.Name, "MaxPool", [input], Ints("kernel_shape", pool.Size, pool.Size), Ints("strides", pool.Stride, pool.Stride), Pads(padding));
    }

    private static Protos.AttributeProto Pads(Padding padding) => Ints("pads", padding.Top, padding.Left, padding.Bottom, padding.Right);

    // Kernels are nearly all of a model's weights; the rest keeps its precision.
    private string Kernel(Constant constant) => precision == WeightPrecision.Float32
        ? Weight(constant)
        : Shared(constant.Name, () => StoredKernel.Write(builder, constant, precision));

    private string Weight(Constant constant) =>
        Shared(constant.Name, () => builder.Floats(constant.Name, constant.Values, [.. constant.Shape.Select(s => (long)s)]));

    private string Shared(string name, Action write)
    {
        if (written.Add(name))
        {
            write();
        }

        return name;
    }
}
