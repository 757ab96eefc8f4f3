using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution;

/// <summary>Leaves the differentiation to libtorch. For GPUs.</summary>
internal sealed class AutogradPass(DetectorNetwork network, TrainingVariables variables) : ITrainingPass
{
    private readonly NetworkExecutor executor = new(network);
    private (Tensor Boxes, Tensor Logits)[] outputs = [];

    public (Tensor Boxes, Tensor Logits)[] Forward(Tensor pictures, bool normsLearn)
    {
        using var tracked = torch.enable_grad();
        outputs = executor.Run(pictures, variables.Value, normsLearn);
        return [.. outputs.Select(level => (level.Boxes.detach(), level.Logits.detach()))];
    }

    public void Backward((Tensor Boxes, Tensor Logits)[] derivatives) => torch.autograd.backward(Flat(outputs), Flat(derivatives));

    private static Tensor[] Flat((Tensor Boxes, Tensor Logits)[] levels) => [.. levels.SelectMany(level => new[] { level.Boxes, level.Logits })];
}
