using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Changes the weights of a training state by one step.</summary>
internal interface IOptimizer
{
    /// <summary>Applies the gradients of all trained elements.</summary>
    /// <returns>The learning rate used.</returns>
    float Step(Tensor gradients);
}
