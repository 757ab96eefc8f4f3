using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>Runs a network on batches of one size and finds the gradients of its variables.</summary>
internal interface ITrainingPass
{
    /// <summary>Runs a batch.</summary>
    /// <param name="pictures"><c>[batch, 3, height, width]</c>, a view of <c>[batch, height, width, 3]</c>.</param>
    /// <param name="normsLearn">Normalise with the batch's statistics and move the moving ones; otherwise normalise with the moving ones.</param>
    /// <returns>Box encodings and class logits of each level, <c>[batch, channels, rows, columns]</c>.</returns>
    (Tensor Boxes, Tensor Logits)[] Forward(Tensor pictures, bool normsLearn);

    /// <summary>
    /// Adds the gradients of all trained variables to their windows. It belongs to the last <see cref="Forward"/>, whose tensors are
    /// freed.
    /// </summary>
    /// <param name="derivatives">Derivatives of the loss with respect to the outputs, shaped as they are.</param>
    void Backward((Tensor Boxes, Tensor Logits)[] derivatives);
}
