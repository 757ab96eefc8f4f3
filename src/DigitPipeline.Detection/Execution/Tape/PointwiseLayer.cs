using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// A 1 x 1 convolution without padding; with a stride it takes every n-th pixel of every n-th row. The gradient of the input is a
/// convolution with the turned kernel, that of the kernel a product of matrices.
/// </summary>
internal sealed class PointwiseLayer(int place, int input, bool inputLearns, ConvNode node, TrainingVariables variables) : TapeLayer(place)
{
    /// <summary>Whether a convolution is of this kind.</summary>
    public static bool Takes(ConvNode node) => node.Kernel.Shape is [_, _, 1, 1] && node.Padding == default;

    public override void Forward(TapeMaps maps)
    {
        using var pixels = Pixels(maps[input]);
        using var planes = TapeMaps.Planes(pixels);
        using var kernel = variables.Value(node.Kernel).detach();
        using var bias = node.Bias is { } variable ? variables.Value(variable).detach() : null;
        maps[Place] = TapeMaps.Map(NodeOperations.ConvolvePoints(planes, kernel, bias));
    }

    public override void Backward(TapeMaps maps)
    {
        if (maps.TakeGradient(Place) is not { } gradient)
        {
            return;
        }

        using (gradient)
        {
            using (var pixels = Pixels(maps[input]))
            {
                DifferentiateKernel(pixels, gradient);
            }

            if (inputLearns)
            {
                using var planes = TapeMaps.Planes(gradient);
                Spread(maps, TapeMaps.Map(NodeOperations.ConvolvePoints(planes, Turned(maps), null)), maps[input].shape);
            }
        }
    }

    private Tensor Pixels(Tensor map) => node.Stride == 1
        ? map.alias()
        : map.slice(1, 0, map.shape[1], node.Stride).slice(2, 0, map.shape[2], node.Stride).contiguous();

    private void DifferentiateKernel(Tensor pixels, Tensor gradient)
    {
        using var flat = pixels.view(-1, pixels.shape[3]);
        using var flatGradient = gradient.view(-1, gradient.shape[3]);
        using var turned = flatGradient.t();
        using var map = variables.GradientMap(node.Kernel);
        using var kernel = map.view(gradient.shape[3], -1);
        kernel.addmm_(turned, flat, 1, 1);
        if (node.Bias is { } bias)
        {
            using var sum = flatGradient.sum([0]);
            variables.Gradient(bias).add_(sum, Scalars.One);
        }
    }

    // [in, out, 1, 1].
    private Tensor Turned(TapeMaps maps)
    {
        if (!maps.TurnedKernels.TryGetValue(node.Kernel.Name, out var turned))
        {
            using var kernel = variables.Value(node.Kernel).detach();
            using var lines = kernel.permute(1, 2, 3, 0).contiguous();
            turned = maps.TurnedKernels[node.Kernel.Name] = TapeMaps.Planes(lines);
        }

        return turned;
    }

    private void Spread(TapeMaps maps, Tensor gradient, long[] shape)
    {
        if (node.Stride == 1)
        {
            maps.AddGradient(input, gradient);
            return;
        }

        var whole = maps.TakeGradient(input) ?? torch.zeros(shape);
        using (gradient)
        {
            using var lines = whole.slice(1, 0, shape[1], node.Stride);
            using var taken = lines.slice(2, 0, shape[2], node.Stride);
            taken.add_(gradient, Scalars.One);
        }

        maps.AddGradient(input, whole);
    }
}
