using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Keras' SGD with momentum; the rate is inside the velocity.</summary>
internal sealed class MomentumOptimizer(MomentumOptions options, TrainingState state, string prefix) : IOptimizer
{
    private readonly Tensor velocity = state.AddSlot(prefix + "momentum");

    public float Step(Tensor gradients)
    {
        var rate = options.Rate.At(state.Step);
        using Scalar momentum = options.Momentum, negative = -rate;
        velocity.mul_(momentum).add_(gradients, negative);
        state.Weights.add_(velocity, Execution.Scalars.One);
        return rate;
    }
}
