using System.Runtime.InteropServices;
using DigitPipeline.Detection.Model;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// Batch norm, and in the same pass over the map the addition of another map and the activation, where they follow.
/// </summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="place">Place of the result.</param>
/// <param name="input">Place of what is normalised.</param>
/// <param name="inputIsOurs">Whether nothing else uses it, so that its gradient may take its place.</param>
/// <param name="added">Place of the map that is added, or none.</param>
/// <param name="node">The batch norm.</param>
/// <param name="variables">Its variables.</param>
internal sealed unsafe class NormLayer<TActivation>(
    int place, int input, bool inputIsOurs, int? added, BatchNormNode node, TrainingVariables variables) : TapeLayer(place)
    where TActivation : struct, IActivation
{
    private readonly int channels = node.Mean.Size;
    private readonly double[] sums = new double[node.Mean.Size];
    private readonly double[] products = new double[node.Mean.Size];
    private double[] inverse = [];
    private ChannelNorm norm;

    public override void Forward(TapeMaps maps)
    {
        var x = maps[input];
        var rows = x.numel() / channels;
        Normalize(x, rows, maps.NormsLearn);
        var y = x.new_empty(x.shape);
        NormKernels.Apply<TActivation>(Pointer(x), added is { } other ? Pointer(maps[other]) : null, Pointer(y), rows, norm);
        maps[Place] = y;
    }

    public override void Backward(TapeMaps maps)
    {
        if (maps.TakeGradient(Place) is not { } gradient)
        {
            return;
        }

        var x = inputIsOurs ? maps.Take(input) : maps[input].clone();
        var rows = x.numel() / channels;
        NormKernels.DeriveActivation<TActivation>(
            Pointer(gradient), Pointer(x), added is { } other ? Pointer(maps[other]) : null, Pointer(maps[Place]), rows, norm, sums, products);
        Accumulate(node.Beta, c => sums[c]);
        Accumulate(node.Gamma, c => products[c] * inverse[c]);

        // With the batch's statistics mean and deviation depend on x as well.
        var share = maps.NormsLearn ? 1.0 / rows : 0;
        var slopes = new float[channels];
        var constants = new float[channels];
        for (var c = 0; c < channels; c++)
        {
            slopes[c] = (float)(-norm.Scale[c] * inverse[c] * inverse[c] * products[c] * share);
            constants[c] = (float)(-norm.Scale[c] * sums[c] * share);
        }

        NormKernels.DeriveNorm(Pointer(gradient), Pointer(x), rows, norm.Mean, norm.Scale, slopes, constants);
        maps.AddGradient(input, x);
        if (added is { } place)
        {
            maps.AddGradient(place, gradient);
        }
        else
        {
            gradient.Dispose();
        }
    }

    private void Normalize(Tensor x, long rows, bool learns)
    {
        var movingMean = Values(node.Mean);
        var movingVariance = Values(node.Variance);
        var (mean, variance) = (new double[channels], new double[channels]);
        if (learns)
        {
            NormKernels.Moments(Pointer(x), rows, channels, mean, variance);
        }

        inverse = new double[channels];
        norm = new ChannelNorm(new float[channels], new float[channels], new float[channels]);
        var gamma = node.Gamma is { } scale ? Values(scale) : default;
        var beta = node.Beta is { } shift ? Values(shift) : default;
        for (var c = 0; c < channels; c++)
        {
            norm.Mean[c] = learns ? (float)mean[c] : movingMean[c];
            inverse[c] = 1 / Math.Sqrt((learns ? variance[c] : movingVariance[c]) + node.Epsilon);
            norm.Scale[c] = (float)((gamma.IsEmpty ? 1 : gamma[c]) * inverse[c]);
            norm.Shift[c] = beta.IsEmpty ? 0 : beta[c];
            if (learns)
            {
                // The moving variance is that of the population that the batch is a sample of.
                var unbiased = variance[c] * rows / Math.Max(1, rows - 1);
                movingMean[c] += (float)(node.Momentum * (mean[c] - movingMean[c]));
                movingVariance[c] += (float)(node.Momentum * (unbiased - movingVariance[c]));
            }
        }
    }

    private void Accumulate(Variable? variable, Func<int, double> value)
    {
        if (variable is null)
        {
            return;
        }

        var gradient = Span(variables.Gradient(variable));
        for (var c = 0; c < channels; c++)
        {
            gradient[c] += (float)value(c);
        }
    }

    private Span<float> Values(Variable variable) => Span(variables.Value(variable));

    private static Span<float> Span(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    // The first element's address: a span of all bytes of a large map would not fit its length.
    private static float* Pointer(Tensor map)
    {
        using var flat = map.view(-1);
        using var first = flat.narrow(0, 0, 1);
        fixed (byte* address = first.bytes)
        {
            return (float*)address;
        }
    }
}
