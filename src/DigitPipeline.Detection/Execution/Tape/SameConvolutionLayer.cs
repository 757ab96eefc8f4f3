using DigitPipeline.Detection.Model;
using F = TorchSharp.torch.nn.functional;
using Padding = DigitPipeline.Detection.Model.Padding;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// A convolution with an odd kernel and stride 1 whose map keeps its size. The gradient of the input is a convolution with the
/// turned kernel. The gradient of the kernel is one product of matrices for each of its places: with input and gradient padded to
/// rows of one length, a place is only an offset between the two.
/// </summary>
internal sealed class SameConvolutionLayer(int place, int input, bool inputLearns, ConvNode node, TrainingVariables variables) : TapeLayer(place)
{
    private readonly int side = node.Kernel.Shape[2];

    private long Margin => (side - 1) / 2;

    /// <summary>Whether a convolution is of this kind.</summary>
    public static bool Takes(ConvNode node) =>
        node.Stride == 1 && node.Kernel.Shape is [_, _, > 1 and var height, var width] && height == width && height % 2 == 1
        && node.Padding == Padding.All((height - 1) / 2);

    /// <summary>
    /// Whether the products pay: oneDNN's kernels for AVX2 take up to four times as long on large maps whose channels lie together, and
    /// with many channels.
    /// </summary>
    public static bool Pays(ConvNode node, Tensor map)
    {
        var (cells, channels) = (map.shape[1] * map.shape[2], (long)node.Kernel.Shape[0] * node.Kernel.Shape[1]);
        return channels >= ManyChannels || (cells >= LargeMap && node.Kernel.Shape[1] >= 64);
    }

    private const int ManyChannels = 256 * 256;
    private const int LargeMap = 4800;

    public override void Forward(TapeMaps maps)
    {
        using var planes = TapeMaps.Planes(maps[input]);
        using var kernel = variables.Value(node.Kernel).detach();
        using var bias = node.Bias is { } variable ? variables.Value(variable).detach() : null;
        maps[Place] = TapeMaps.Map(NodeOperations.Convolve(planes, kernel, bias, 1, node.Padding));
    }

    public override void Backward(TapeMaps maps)
    {
        if (maps.TakeGradient(Place) is not { } gradient)
        {
            return;
        }

        using (gradient)
        {
            DifferentiateKernel(maps[input], gradient);
            if (node.Bias is { } bias)
            {
                using var sum = gradient.sum([0, 1, 2]);
                variables.Gradient(bias).add_(sum, Scalars.One);
            }

            if (inputLearns)
            {
                using var planes = TapeMaps.Planes(gradient);
                maps.AddGradient(input, TapeMaps.Map(NodeOperations.Convolve(planes, Turned(maps), null, 1, node.Padding)));
            }
        }
    }

    private void DifferentiateKernel(Tensor map, Tensor gradient)
    {
        var (width, outputs) = (map.shape[2] + side - 1, gradient.shape[3]);
        using var paddedMap = F.pad(map, [0, 0, Margin, Margin, Margin, Margin]);
        using var paddedGradient = F.pad(gradient, [0, 0, 0, side - 1, 0, side - 1]);
        using var pixels = paddedMap.view(-1, map.shape[3]);
        using var gradients = paddedGradient.view(-1, outputs);
        var count = pixels.shape[0] - ((side - 1) * (width + 1));
        using var used = gradients.narrow(0, 0, count);
        using var turned = used.t();
        using var kernel = variables.GradientMap(node.Kernel);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                using var moved = pixels.narrow(0, (y * width) + x, count);
                using var product = turned.mm(moved);
                using var target = kernel.select(1, y).select(1, x);
                target.add_(product, Scalars.One);
            }
        }
    }

    // [in, height, width, out] with both sides turned, as planes.
    private Tensor Turned(TapeMaps maps)
    {
        if (!maps.TurnedKernels.TryGetValue(node.Kernel.Name, out var turned))
        {
            using var kernel = variables.Value(node.Kernel).detach();
            using var flipped = kernel.flip(2, 3);
            using var lines = flipped.permute(1, 2, 3, 0).contiguous();
            turned = maps.TurnedKernels[node.Kernel.Name] = TapeMaps.Planes(lines);
        }

        return turned;
    }
}
