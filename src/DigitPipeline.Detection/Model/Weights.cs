using DigitPipeline.Formats.Checkpoint;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Detection.Model;

/// <summary>
/// The values of a network's variables, by name, in the layout of <see cref="Variable.Shape"/>. In a checkpoint a variable has
/// the Object Detection API's key, and kernels lie as <c>[height, width, in, out]</c>.
/// </summary>
public static class Weights
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    /// <summary>Reads the variables of a network from a checkpoint.</summary>
    /// <exception cref="Formats.FormatException">A variable is missing or has another shape.</exception>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    public static Dictionary<string, float[]> Load(string prefix, DetectorNetwork network)
    {
        var bundle = TensorBundleReader.Open(prefix);
        return network.Variables.ToDictionary(variable => variable.Name, variable => Read(bundle, variable), StringComparer.Ordinal);
    }

    /// <summary>Key of a variable in a checkpoint.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="slot">An optimizer's slot beside the variable, or none for the variable itself.</param>
    public static string Key(Variable variable, string? slot = null) =>
        variable.Name + (slot is null ? "" : "/.OPTIMIZER_SLOT/optimizer/" + slot) + Suffix;

    /// <summary>A variable as a checkpoint has it.</summary>
    public static BundleTensor ToBundle(Variable variable, ReadOnlySpan<float> values, string? slot = null) =>
        BundleTensor.OfFloats(Key(variable, slot), BundleShape(variable), Reorder(variable, values, toCheckpoint: true));

    /// <summary>Reads a variable, or one of its slots.</summary>
    /// <exception cref="Formats.FormatException">It is missing or has another shape.</exception>
    public static float[] Read(TensorBundleReader bundle, Variable variable, string? slot = null) =>
        ReadAs(bundle, variable, Key(variable, slot));

    /// <summary>Reads a variable that stands under another key.</summary>
    /// <exception cref="Formats.FormatException">It is missing or has another shape.</exception>
    public static float[] ReadAs(TensorBundleReader bundle, Variable variable, string key)
    {
        var expected = BundleShape(variable);
        if (bundle.Find(key) is not { } entry)
        {
            throw FormatException.InFile(bundle.Prefix, $"the checkpoint has no variable '{key}'; it was made for another model");
        }

        return entry.Shape.SequenceEqual(expected)
            ? Reorder(variable, bundle.Read(key).Floats(), toCheckpoint: false)
            : throw FormatException.InFile(
                bundle.Prefix,
                $"'{key}' has shape [{string.Join(", ", entry.Shape)}], expected [{string.Join(", ", expected)}]; check the widths and the number of classes in the config");
    }

    private static long[] BundleShape(Variable variable) => variable.Shape switch
    {
        [var outputs, var inputs, var height, var width] => [height, width, inputs, outputs],
        var shape => [.. shape.Select(side => (long)side)],
    };

    private static float[] Reorder(Variable variable, ReadOnlySpan<float> values, bool toCheckpoint)
    {
        if (variable.Shape is not [var outputs, var inputs, var height, var width])
        {
            return values.ToArray();
        }

        var result = new float[values.Length];
        var area = height * width;
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var place = 0; place < area; place++)
                {
                    var own = (((o * inputs) + i) * area) + place;
                    var stored = (((place * inputs) + i) * outputs) + o;
                    result[toCheckpoint ? stored : own] = values[toCheckpoint ? own : stored];
                }
            }
        }

        return result;
    }
}
