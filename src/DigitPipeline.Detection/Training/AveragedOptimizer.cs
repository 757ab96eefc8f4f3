using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// The original's <c>use_moving_average</c>: another optimizer, and beside the weights their running average, which starts at zero.
/// </summary>
internal sealed class AveragedOptimizer(IOptimizer optimizer, float decay, TrainingState state) : IOptimizer
{
    /// <summary>Name of the average's slot.</summary>
    public const string Average = "average";

    /// <summary>Where the slots of the optimizer inside are named from.</summary>
    public const string Inner = "base_optimizer/";

    private readonly Tensor average = state.AddSlot(Average);

    public float Step(Tensor gradients)
    {
        var rate = optimizer.Step(gradients);
        var updates = state.Step + 1;
        var kept = MathF.Min(decay, (1f + updates) / (10f + updates));
        using Scalar rest = 1 - kept;
        average.add_(state.Weights.sub(average), rest);
        return rate;
    }
}
