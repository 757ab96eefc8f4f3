using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Keras' SGD with momentum; the rate is inside the velocity.</summary>
internal sealed class MomentumOptimizer(MomentumOptions options, TrainingState state) : IOptimizer
{
    public float Step(Tensor gradients)
    {
        var rate = options.Rate.At(state.Step);
        using Scalar momentum = options.Momentum, negative = -rate;
        state.Momentum.mul_(momentum).add_(gradients, negative);
        state.Weights.add_(state.Momentum, Execution.Scalars.One);
        return rate;
    }
}
