using DigitPipeline.Detection.Model;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// Runs a network for training on the CPU, layer by layer there and back, so that batch norm, addition and activation are one pass
/// over a map with exact statistics, kernels' gradients are products of matrices, and maps are freed on the way back.
/// </summary>
internal sealed class TapePass(DetectorNetwork network, TrainingVariables variables) : ITrainingPass
{
    private readonly TapePlan plan = TapePlan.Of(network, variables);
    private TapeMaps? maps;

    public (Tensor Boxes, Tensor Logits)[] Forward(Tensor pictures, bool normsLearn)
    {
        using var untracked = torch.no_grad();
        maps = new TapeMaps(plan.Places) { NormsLearn = normsLearn };
        maps[plan.InputPlace] = TapeMaps.Map(pictures.alias());
        foreach (var layer in plan.Layers)
        {
            layer.Forward(maps);
        }

        return [.. plan.Outputs.Select(level => (TapeMaps.Planes(maps[level.Boxes]), TapeMaps.Planes(maps[level.Logits])))];
    }

    public void Backward((Tensor Boxes, Tensor Logits)[] derivatives)
    {
        using var untracked = torch.no_grad();
        foreach (var (level, derivative) in plan.Outputs.Zip(derivatives))
        {
            maps!.AddGradient(level.Boxes, TapeMaps.Map(derivative.Boxes.alias()));
            maps.AddGradient(level.Logits, TapeMaps.Map(derivative.Logits.alias()));
        }

        foreach (var layer in plan.Layers.Reverse())
        {
            layer.Backward(maps!);
            maps!.Free(layer.Place);
        }

        maps!.Free(plan.InputPlace);
        maps = null;
    }
}
