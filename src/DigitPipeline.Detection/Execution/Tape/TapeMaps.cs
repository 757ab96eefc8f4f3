using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Execution.Tape;

/// <summary>
/// The maps of one pass and their gradients, <c>[batch, rows, columns, channels]</c> in memory, by place. A map is freed as soon as
/// the derivative of the layer that made it is known.
/// </summary>
internal sealed class TapeMaps(int count)
{
    private readonly Tensor?[] values = new Tensor?[count];
    private readonly Tensor?[] gradients = new Tensor?[count];

    /// <summary>Whether norms use the batch's statistics and learn them.</summary>
    public bool NormsLearn { get; init; }

    /// <summary>Kernels turned for the way back, by name: those that levels share are turned once.</summary>
    public Dictionary<string, Tensor> TurnedKernels { get; } = new(StringComparer.Ordinal);

    /// <summary>The map of a place.</summary>
    public Tensor this[int place]
    {
        get => values[place]!;
        set => values[place] = value;
    }

    /// <summary>The gradient of a place, which is the caller's from now on; null where nothing depends on it.</summary>
    public Tensor? TakeGradient(int place)
    {
        var gradient = gradients[place];
        gradients[place] = null;
        return gradient;
    }

    /// <summary>Takes the map of a place, which is the caller's from now on.</summary>
    public Tensor Take(int place)
    {
        var value = values[place]!;
        values[place] = null;
        return value;
    }

    /// <summary>Adds to the gradient of a place; the tensor is this object's from now on.</summary>
    public void AddGradient(int place, Tensor gradient)
    {
        if (gradients[place] is { } sum)
        {
            sum.add_(gradient, Scalars.One);
            gradient.Dispose();
        }
        else
        {
            gradients[place] = gradient;
        }
    }

    /// <summary>Frees the map of a place.</summary>
    public void Free(int place)
    {
        values[place]?.Dispose();
        values[place] = null;
    }

    /// <summary>A map as libtorch's operations take it, <c>[batch, channels, rows, columns]</c>.</summary>
    public static Tensor Planes(Tensor map) => map.permute(0, 3, 1, 2);

    /// <summary>What an operation gave as a map; copied only where libtorch laid it out otherwise.</summary>
    public static Tensor Map(Tensor planes)
    {
        using (planes)
        {
            using var view = planes.permute(0, 2, 3, 1);
            return view.contiguous();
        }
    }
}
