using System.Globalization;
using System.Text.RegularExpressions;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>The training step of a checkpoint.</summary>
public static partial class CheckpointStep
{
    private const string Key = "step/.ATTRIBUTES/VARIABLE_VALUE";

    /// <summary>
    /// The step that a training's checkpoint holds; where it holds none, as the model zoo's, the number at the end of its name; where
    /// there is none either, 0.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no checkpoint of this prefix.</exception>
    /// <exception cref="FormatException">The checkpoint is damaged.</exception>
    public static long Of(string prefix)
    {
        var bundle = TensorBundleReader.Open(prefix);
        if (bundle.Find(Key) is { Type: BundleType.Int64, Count: 1 })
        {
            return bundle.Read(Key).Int64s()[0];
        }

        return long.TryParse(Number().Match(prefix).ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    [GeneratedRegex("[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
