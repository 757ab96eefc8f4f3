using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Keras' Adam.</summary>
internal sealed class AdamOptimizer(AdamOptions options, TrainingState state, string prefix) : IOptimizer
{
    /// <summary>Keras' default decay of the first moment, which the original does not change.</summary>
    public const float Beta1 = .9f;

    /// <summary>Keras' default decay of the second moment, which the original does not change.</summary>
    public const float Beta2 = .999f;

    private readonly Tensor first = state.AddSlot(prefix + "m");
    private readonly Tensor second = state.AddSlot(prefix + "v");

    public float Step(Tensor gradients)
    {
        var rate = options.Rate.At(state.Step);
        var step = state.Step + 1;
        var corrected = rate * MathF.Sqrt(1 - MathF.Pow(Beta2, step)) / (1 - MathF.Pow(Beta1, step));
        using Scalar beta1 = Beta1, rest1 = 1 - Beta1, beta2 = Beta2, rest2 = 1 - Beta2, epsilon = options.Epsilon, factor = -corrected;
        first.mul_(beta1).add_(gradients, rest1);
        second.mul_(beta2).addcmul_(gradients, gradients, rest2);
        state.Weights.addcdiv_(first, second.sqrt().add_(epsilon), factor);
        return rate;
    }
}
