using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Keras' RMSprop, not centred.</summary>
internal sealed class RmsPropOptimizer : IOptimizer
{
    /// <summary>Keras' default decay of the mean square, which the original does not change.</summary>
    public const float Rho = .9f;

    private readonly RmsPropOptions options;
    private readonly TrainingState state;
    private readonly Tensor meanSquare;
    private readonly Tensor? velocity;

    public RmsPropOptimizer(RmsPropOptions options, TrainingState state, string prefix)
    {
        (this.options, this.state) = (options, state);
        meanSquare = state.AddSlot(prefix + "rms");
        velocity = options.Momentum > 0 ? state.AddSlot(prefix + "momentum") : null;
    }

    public float Step(Tensor gradients)
    {
        var rate = options.Rate.At(state.Step);
        var used = options.RateDecay > 0 ? rate / (1 + (options.RateDecay * state.Step)) : rate;
        using Scalar rho = Rho, rest = 1 - Rho, epsilon = options.Epsilon;
        meanSquare.mul_(rho).addcmul_(gradients, gradients, rest);
        if (velocity is null)
        {
            using Scalar down = -used;
            state.Weights.addcdiv_(gradients, meanSquare.sqrt().add_(epsilon), down);
            return rate;
        }

        using Scalar momentum = options.Momentum, up = used, negative = -1f;
        velocity.mul_(momentum).addcdiv_(gradients, meanSquare.add(epsilon).sqrt_(), up);
        state.Weights.add_(velocity, negative);
        return rate;
    }
}
