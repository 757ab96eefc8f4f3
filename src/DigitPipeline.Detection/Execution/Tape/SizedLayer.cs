using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>A layer that is chosen when the size of its input is first known; it stays the same from then on.</summary>
/// <param name="place">Place of the map that it makes.</param>
/// <param name="input">Place of the map that decides.</param>
/// <param name="choose">Makes the layer.</param>
internal sealed class SizedLayer(int place, int input, Func<Tensor, TapeLayer> choose) : TapeLayer(place)
{
    private TapeLayer? layer;

    public override void Forward(TapeMaps maps)
    {
        layer ??= choose(maps[input]);
        layer.Forward(maps);
    }

    public override void Backward(TapeMaps maps) => layer!.Backward(maps);
}
