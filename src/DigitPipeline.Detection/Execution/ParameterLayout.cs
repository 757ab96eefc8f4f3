using DigitPipeline.Detection.Model;

namespace DigitPipeline.Detection.Execution;

/// <summary>
/// Where each variable lies in a flat array, so that averages and optimizer steps are a few operations over everything. Trained
/// variables come first: kernels (those of one shape together), then stem and prediction kernels, then biases and batch-norm
/// parameters; the statistics follow. Each starts at a multiple of 64 bytes, because vectorised sums may depend on alignment.
/// Kernels lie as <c>[out, height, width, in]</c>, libtorch's channels-last.
/// </summary>
public sealed class ParameterLayout
{
    private const int Alignment = 16;
    private readonly Dictionary<string, int> offsets = new(StringComparer.Ordinal);

    /// <summary>Lays out the variables of a network.</summary>
    public ParameterLayout(IReadOnlyList<Variable> variables)
    {
        Variables =
        [
            .. variables.OrderBy(variable => Part(variable.Role))
                .ThenBy(variable => variable.Role == VariableRole.Kernel ? string.Join(',', variable.Shape) : "", StringComparer.Ordinal),
        ];
        foreach (var variable in Variables)
        {
            offsets.Add(variable.Name, Length);
            Length += (variable.Size + Alignment - 1) / Alignment * Alignment;
            TrainedLength = variable.Trained ? Length : TrainedLength;
            KernelLength = variable.Role == VariableRole.Kernel ? Length : KernelLength;
            DecayedLength = Part(variable.Role) <= 1 ? Length : DecayedLength;
        }
    }

    /// <summary>All variables in the order of the array.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>End of the kernels between stem and predictions, which start at 0.</summary>
    public int KernelLength { get; private set; }

    /// <summary>End of all kernels.</summary>
    public int DecayedLength { get; private set; }

    /// <summary>End of the trained variables; the statistics follow.</summary>
    public int TrainedLength { get; private set; }

    /// <summary>Elements of the array.</summary>
    public int Length { get; private set; }

    /// <summary>First element of a variable.</summary>
    public int OffsetOf(Variable variable) => offsets[variable.Name];

    /// <summary>Copies a variable from the array into its own layout, <see cref="Variable.Shape"/>.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="part">The array from <paramref name="start"/> on.</param>
    /// <param name="start">Place of the part's first element.</param>
    public float[] Extract(Variable variable, ReadOnlySpan<float> part, int start = 0)
    {
        var values = new float[variable.Size];
        Walk(variable, part.Slice(OffsetOf(variable) - start, variable.Size), values, toFlat: false);
        return values;
    }

    /// <summary>Copies a variable in its own layout into the array.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="values">Its values.</param>
    /// <param name="part">The array from <paramref name="start"/> on.</param>
    /// <param name="start">Place of the part's first element.</param>
    public void Insert(Variable variable, ReadOnlySpan<float> values, Span<float> part, int start = 0) =>
        Walk(variable, values, part.Slice(OffsetOf(variable) - start, variable.Size), toFlat: true);

    private static void Walk(Variable variable, ReadOnlySpan<float> from, Span<float> to, bool toFlat)
    {
        if (variable.Shape is not [var outputs, var inputs, var height, var width])
        {
            from.CopyTo(to);
            return;
        }

        var area = height * width;
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var place = 0; place < area; place++)
                {
                    var own = (((o * inputs) + i) * area) + place;
                    var flat = (((o * area) + place) * inputs) + i;
                    to[toFlat ? flat : own] = from[toFlat ? own : flat];
                }
            }
        }
    }

    private static int Part(VariableRole role) => role switch
    {
        VariableRole.Kernel => 0,
        VariableRole.StemKernel or VariableRole.PredictionKernel => 1,
        VariableRole.Bias or VariableRole.Gamma or VariableRole.Beta => 2,
        _ => 3,
    };
}
