using DigitPipeline.Detection.Model;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Export.Bundle;

/// <summary>
/// The checkpoint of an exported model as the Object Detection API's exporter lays it out: <c>ckpt-0</c> with the object <c>model</c> and
/// the save counter, which a fine-tuning of that project asks for.
/// </summary>
public static class ExportedCheckpoint
{
    private const string Name = "ckpt-0";
    private const string SaveCounter = "save_counter/.ATTRIBUTES/VARIABLE_VALUE";

    /// <summary>Writes the checkpoint and the file <c>checkpoint</c> that names it.</summary>
    /// <param name="folder">The folder, which is made where it is missing.</param>
    /// <param name="network">The network.</param>
    /// <param name="weights">Variable name to elements.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, DetectorNetwork network, IReadOnlyDictionary<string, float[]> weights)
    {
        Directory.CreateDirectory(folder);
        BundleTensor[] tensors =
        [
            .. network.Variables.Select(variable => Weights.ToBundle(variable, weights[variable.Name])).OrderBy(t => t.Name, StringComparer.Ordinal),
            BundleTensor.OfInt64s(SaveCounter, [], [1]),
        ];
        TensorBundleWriter.Write(Path.Combine(folder, Name), [.. tensors, ObjectGraphBuilder.Tensor(tensors.Select(t => t.Name))]);
        new CheckpointState(Name, [Name]).Write(folder);
    }
}
