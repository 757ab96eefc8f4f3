using DigitPipeline.Export.Inference;

namespace DigitPipeline.Export.SavedModel;

/// <summary>A constant of the inference graph as a TensorFlow variable.</summary>
/// <param name="Name">Name of the constant.</param>
/// <param name="Shape">TensorFlow's shape: a kernel is <c>[height, width, in, out]</c>.</param>
/// <param name="Values">The elements in that order.</param>
internal sealed record SavedModelVariable(string Name, int[] Shape, float[] Values)
{
    /// <summary>The variables of a graph, in the order of their first use.</summary>
    public static IReadOnlyList<SavedModelVariable> Of(InferenceGraph graph)
    {
        var found = new Dictionary<string, SavedModelVariable>(StringComparer.Ordinal);
        foreach (var operation in graph.Operations)
        {
            if (operation is ConvolutionOperation { Kernel: var kernel } && !found.ContainsKey(kernel.Name))
            {
                found.Add(kernel.Name, Kernel(kernel));
            }

            foreach (var vector in Vectors(operation))
            {
                found.TryAdd(vector.Name, new SavedModelVariable(vector.Name, [vector.Values.Length], vector.Values));
            }
        }

        return [.. found.Values];
    }

    private static Constant[] Vectors(Operation operation) => operation switch
    {
        ConvolutionOperation { Bias: { } bias } => [bias],
        ScaleShiftOperation o => [o.Scale, o.Shift],
        _ => [],
    };

    private static SavedModelVariable Kernel(Constant constant)
    {
        var (outputs, inputs, height, width) = (constant.Shape[0], constant.Shape[1], constant.Shape[2], constant.Shape[3]);
        var (values, area) = (new float[constant.Values.Length], height * width);
        for (var i = 0; i < values.Length; i++)
        {
            var (output, input, place) = (i / area / inputs, i / area % inputs, i % area);
            values[(place * inputs + input) * outputs + output] = constant.Values[i];
        }

        return new SavedModelVariable(constant.Name, [height, width, inputs, outputs], values);
    }
}
