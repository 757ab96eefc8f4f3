using System.Text.Json.Nodes;
using DigitPipeline.Formats;

namespace DigitPipeline.Export.Bundle;

/// <summary>Writes what tells about a bundle's models into its folder.</summary>
public static class BundleDocuments
{
    /// <summary>
    /// Writes the model card, the gate's result, the list of components, the provenance and, last, <c>SHA256SUMS</c> for the files that are
    /// there.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, BundleFacts facts)
    {
        string[] ours = [ModelCard.FileName, TestResult.FileName, ComponentList.FileName, Provenance.FileName, Sha256Sums.FileName];
        foreach (var file in ours)
        {
            File.Delete(Path.Combine(folder, file));
        }

        void Put(string name, string text) => WholeFile.Write(Path.Combine(folder, name), text);
        Put(ModelCard.FileName, ModelCard.Of(facts, Json(folder, ModelBundle.MetricsFile), Json(folder, "variants.json")));
        Put(TestResult.FileName, TestResult.Of(facts, Sha256Sums.Of(folder).Where(f => f.Path.EndsWith(".onnx", StringComparison.Ordinal) || f.Path.EndsWith(".pb", StringComparison.Ordinal))));
        Put(ComponentList.FileName, ComponentList.Of(facts, Sha256Sums.Of(folder)));
        Put(Provenance.FileName, Provenance.Of(facts, Sha256Sums.Of(folder)));
        Sha256Sums.Write(folder);
    }

    private static JsonNode? Json(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file))) : null;
}
