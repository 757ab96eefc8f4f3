using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>An operation that libtorch differentiates, in a graph of its own.</summary>
/// <param name="place">Place of the map that it makes.</param>
/// <param name="inputs">Places of the maps that it takes, and whether their gradients are wanted.</param>
/// <param name="operation">The operation on <c>[batch, channels, rows, columns]</c>.</param>
internal sealed class LocalLayer(int place, IReadOnlyList<(int Place, bool Learns)> inputs, Func<Tensor[], Tensor> operation) : TapeLayer(place)
{
    private Tensor[] leaves = [];
    private Tensor? result;

    public override void Forward(TapeMaps maps)
    {
        using var tracked = torch.enable_grad();
        leaves = [.. inputs.Select(input => TapeMaps.Planes(maps[input.Place]).detach().requires_grad_(input.Learns))];
        result = operation(leaves);
        maps[Place] = TapeMaps.Map(result.detach());
    }

    public override void Backward(TapeMaps maps)
    {
        using var gradient = maps.TakeGradient(Place);
        if (gradient is not null && result!.requires_grad)
        {
            using var planes = TapeMaps.Planes(gradient);
            torch.autograd.backward([result], [planes]);
            foreach (var ((input, learns), leaf) in inputs.Zip(leaves))
            {
                if (learns)
                {
                    maps.AddGradient(input, TapeMaps.Map(leaf.grad!));
                }
            }
        }

        result!.Dispose();
        Array.ForEach(leaves, leaf => leaf.Dispose());
    }
}
