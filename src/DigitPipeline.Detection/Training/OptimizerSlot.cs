using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Training;

/// <summary>Values that an optimizer keeps for the trained elements from <paramref name="Start"/> on, saved with a training's state.</summary>
/// <param name="Name">Name in a checkpoint, after <c>.OPTIMIZER_SLOT/optimizer/</c>.</param>
/// <param name="Values">The values.</param>
/// <param name="Start">Place of the first in the layout.</param>
internal sealed record OptimizerSlot(string Name, Tensor Values, int Start);
