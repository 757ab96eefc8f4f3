using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Formats.Tensors;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>Writes the network's operations as TensorFlow nodes on <c>[batch, height, width, channels]</c>.</summary>
internal sealed class SavedModelNetwork(FunctionGraph function, IReadOnlyDictionary<string, GraphValue> resources, GraphValue picture, int height, int width)
{
    private const string Scope = "network/";
    private readonly Dictionary<string, FeatureMap> maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphValue> weights = new(StringComparer.Ordinal);

    /// <summary>A value and its size.</summary>
    public readonly record struct FeatureMap(GraphValue Value, int Height, int Width);

    /// <summary>Adds all operations.</summary>
    public void Write(InferenceGraph graph)
    {
        foreach (var operation in graph.Operations)
        {
            maps[operation.Name] = Write(operation);
        }
    }

    /// <summary>The value of an operation.</summary>
    public FeatureMap Of(Operation operation) => maps[operation.Name];

    private FeatureMap Write(Operation operation) => operation switch
    {
        PictureOperation => new FeatureMap(picture, height, width),
        ConvolutionOperation o => Convolution(o),
        ScaleShiftOperation o => Of(o.Input) with
        {
            Value = Node(o, "AddV2", Node(o, "Mul", "/scaled", Of(o.Input).Value, Weight(o.Scale)), Weight(o.Shift)),
        },
        ActivationOperation { Kind: Activation.Relu } o => Of(o.Input) with { Value = Node(o, "Relu", Of(o.Input).Value) },
        ActivationOperation { Kind: Activation.Relu6 } o => Of(o.Input) with { Value = Node(o, "Relu6", Of(o.Input).Value) },
        ActivationOperation { Kind: Activation.Swish } o => Of(o.Input) with
        {
            Value = Node(o, "Mul", Of(o.Input).Value, Node(o, "Sigmoid", "/sigmoid", Of(o.Input).Value)),
        },
        AddOperation o => Of(o.Left) with { Value = Node(o, "AddV2", Of(o.Left).Value, Of(o.Right).Value) },
        ClipOperation o => Of(o.Input) with { Value = Clip(o) },
        MaxPoolOperation o => MaxPool(o),
        UpsampleOperation o => Upsample(o),
        _ => throw new ArgumentException($"Operation '{operation.Name}' is a {operation.GetType().Name}, which has no TensorFlow form."),
    };

    private FeatureMap Convolution(ConvolutionOperation conv)
    {
        var (input, size, name) = (Of(conv.Input), conv.Kernel.Shape[2], Scope + conv.Name);
        var (padded, padding) = Pad(name, input, size, conv.Stride, conv.Padding, null);
        var value = function.Node(
            conv.Bias is null ? name : name + "/convolution", "Conv2D", [padded, Weight(conv.Kernel)],
            Ints("strides", 1, conv.Stride, conv.Stride, 1), Text("padding", padding));
        value = conv.Bias is null ? value : function.Node(name, "BiasAdd", [value, Weight(conv.Bias)]);
        return Sized(value, input, size, conv.Stride, conv.Padding);
    }

    private FeatureMap MaxPool(MaxPoolOperation pool)
    {
        var (input, name) = (Of(pool.Input), Scope + pool.Name);
        var (padded, padding) = Pad(name, input, pool.Size, pool.Stride, pool.Padding, pool.PadWithZero ? 0 : float.NegativeInfinity);
        var value = function.Node(
            name, "MaxPool", [padded], Ints("ksize", 1, pool.Size, pool.Size, 1), Ints("strides", 1, pool.Stride, pool.Stride, 1), Text("padding", padding));
        return Sized(value, input, pool.Size, pool.Stride, pool.Padding);
    }

    private GraphValue Clip(ClipOperation clip)
    {
        var name = Scope + clip.Name;
        var capped = function.Node(name + "/capped", "Minimum", [Of(clip.Input).Value, function.Float(name + "/max", clip.Max)]);
        return function.Node(name, "Maximum", [capped, function.Float(name + "/min", clip.Min)]);
    }

    private FeatureMap Upsample(UpsampleOperation upsample)
    {
        var (input, name) = (Of(upsample.Input), Scope + upsample.Name);
        var size = function.Ints(name + "/size", [input.Height * 2, input.Width * 2], 2);
        return new FeatureMap(function.Node(name, "ResizeNearestNeighbor", [input.Value, size]), input.Height * 2, input.Width * 2);
    }

    // A pool's padding by SAME counts as minus infinity; padding with another value needs a node of its own.
    private (GraphValue Value, string Padding) Pad(string name, FeatureMap input, int size, int stride, Padding padding, float? filler)
    {
        if (padding == default)
        {
            return (input.Value, "VALID");
        }

        var (top, bottom) = Same(input.Height, size, stride);
        var (left, right) = Same(input.Width, size, stride);
        if (filler is null or float.NegativeInfinity && padding == new Padding(top, left, bottom, right))
        {
            return (input.Value, "SAME");
        }

        var amounts = function.Ints(name + "/paddings", [0, 0, padding.Top, padding.Bottom, padding.Left, padding.Right, 0, 0], 4, 2);
        return filler is { } value and not 0
            ? (function.Node(name + "/padded", "PadV2", [input.Value, amounts, function.Float(name + "/filler", value)]), "VALID")
            : (function.Node(name + "/padded", "Pad", [input.Value, amounts]), "VALID");
    }

    private static (int Before, int After) Same(int length, int size, int stride)
    {
        var total = Math.Max(((length + stride - 1) / stride - 1) * stride + size - length, 0);
        return (total / 2, total - total / 2);
    }

    private static FeatureMap Sized(GraphValue value, FeatureMap input, int size, int stride, Padding padding) => new(
        value, (input.Height + padding.Top + padding.Bottom - size) / stride + 1, (input.Width + padding.Left + padding.Right - size) / stride + 1);

    private GraphValue Weight(Constant constant)
    {
        if (!weights.TryGetValue(constant.Name, out var value))
        {
            weights[constant.Name] = value = function.Node(
                Scope + constant.Name + "/Read/ReadVariableOp", "ReadVariableOp", [resources[constant.Name]], Type("dtype", DataType.DtFloat));
        }

        return value;
    }

    private GraphValue Node(Operation operation, string type, params IEnumerable<GraphValue> inputs) => Node(operation, type, "", inputs);

    private GraphValue Node(Operation operation, string type, string suffix, params IEnumerable<GraphValue> inputs) =>
        function.Node(Scope + operation.Name + suffix, type, inputs);
}
