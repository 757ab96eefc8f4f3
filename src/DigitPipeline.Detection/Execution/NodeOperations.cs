using DigitPipeline.Detection.Model;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Padding = DigitPipeline.Detection.Model.Padding;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>What the nodes of a network compute on libtorch.</summary>
internal static class NodeOperations
{
    /// <summary>The result of a node that needs no statistics, from those of its inputs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">Results of its inputs, <c>[batch, channels, rows, columns]</c>.</param>
    /// <param name="tensor">The tensor of a variable.</param>
    public static Tensor Apply(Node node, IReadOnlyList<Tensor> inputs, Func<Variable, Tensor> tensor) => node switch
    {
        ConvNode conv => Convolve(inputs[0], tensor(conv.Kernel), conv.Bias is { } bias ? tensor(bias) : null, conv.Stride, conv.Padding),
        ActivationNode activation => Activate(activation.Kind, inputs[0]),
        AddNode => inputs[0].add(inputs[1], Scalars.One),
        MaxPoolNode pool => MaxPool(pool, inputs[0]),
        ClipNode clip => Clip(clip, inputs[0]),
        UpsampleNode => F.interpolate(inputs[0], scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest),
        var other => throw new NotSupportedException($"{other.Name}: no execution for {other.GetType().Name}."),
    };

    /// <summary>
    /// A convolution with a 1 x 1 kernel and stride 1. Dilation means nothing to such a kernel, but lets libtorch leave it to oneDNN,
    /// which is quicker at it than the product of matrices that it takes on one thread.
    /// </summary>
    public static Tensor ConvolvePoints(Tensor input, Tensor kernel, Tensor? bias) =>
        F.conv2d(input, kernel, bias, [1, 1], [0, 0], input.device_type == DeviceType.CPU ? [2, 2] : [1, 1]);

    /// <summary>A convolution of any kernel.</summary>
    /// <param name="input"><c>[batch, in, rows, columns]</c>.</param>
    /// <param name="kernel"><c>[out, in, height, width]</c>.</param>
    /// <param name="bias">What is added to each channel; null for nothing.</param>
    /// <param name="stride">Step along both sides.</param>
    /// <param name="padding">Zeros around the map.</param>
    public static Tensor Convolve(Tensor input, Tensor kernel, Tensor? bias, int stride, Padding padding)
    {
        if (stride == 1 && padding == default && kernel.shape is [_, _, 1, 1])
        {
            return ConvolvePoints(input, kernel, bias);
        }

        if (GoesWrong(input, kernel.shape[0]))
        {
            using var planes = input.contiguous();
            using var plain = kernel.contiguous();
            using var whole = F.pad(planes, (padding.Left, padding.Right, padding.Top, padding.Bottom));
            return F.conv2d(whole, plain, bias, [stride, stride]);
        }

        if (padding.Top == padding.Bottom && padding.Left == padding.Right)
        {
            return F.conv2d(input, kernel, bias, [stride, stride], [padding.Top, padding.Left]);
        }

        using var padded = F.pad(input, (padding.Left, padding.Right, padding.Top, padding.Bottom));
        return F.conv2d(padded, kernel, bias, [stride, stride]);
    }

    // oneDNN 3.7 (in libtorch 2.10), held to AVX2: with several pictures on maps of two or three columns or rows whose channels lie
    // together, the last block of output channels is wrong where it is not full. With channels apart it is right; such maps are small.
    private static bool GoesWrong(Tensor input, long outputs) =>
        input.device_type == DeviceType.CPU && outputs % 8 != 0 && input.shape[0] > 1 && Math.Min(input.shape[2], input.shape[3]) <= 4;

    private static Tensor Activate(Activation kind, Tensor input) => kind switch
    {
        Activation.Relu => input.relu(),
        Activation.Relu6 => F.relu6(input, inplace: false),
        _ => F.silu(input),
    };

    private static Tensor Clip(ClipNode node, Tensor input)
    {
        using Scalar min = node.Min, max = node.Max;
        return input.clamp(min, max);
    }

    private static Tensor MaxPool(MaxPoolNode node, Tensor input)
    {
        var padding = node.Padding;
        if (padding is { Top: 0, Left: 0, Bottom: <= 1, Right: <= 1 } && !node.PadWithZero)
        {
            // A last window that reaches past the edge: what one row or column of minus infinity gives, without the copy.
            return F.max_pool2d(input, node.Size, node.Stride, ceil_mode: padding != default);
        }

        var outside = node.PadWithZero ? 0 : float.NegativeInfinity;
        using var padded = F.pad(input, (padding.Left, padding.Right, padding.Top, padding.Bottom), value: outside);
        return F.max_pool2d(padded, node.Size, node.Stride);
    }
}
