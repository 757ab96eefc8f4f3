using System.Text.Json.Nodes;
using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Export.Publishing;

/// <summary>What lists of models show, from a bundle's own files.</summary>
/// <param name="Pipeline">Name of the pipeline.</param>
/// <param name="Commit">The commit that it was made of; null where none is known.</param>
/// <param name="Date">The commit's date; null where none is known.</param>
/// <param name="RecognitionRate">Null where it was not measured.</param>
/// <param name="MeanAveragePrecision">Null where it was not measured.</param>
internal sealed record BundleSummary(string Pipeline, string? Commit, string? Date, double? RecognitionRate, double? MeanAveragePrecision)
{
    public static BundleSummary Read(string folder)
    {
        var build = Json(folder, Provenance.FileName)?["predicate"]?["buildDefinition"];
        var source = build?["resolvedDependencies"]?.AsArray().FirstOrDefault(d => d?["name"]?.ToString() == "source");
        var metrics = Json(folder, ModelBundle.MetricsFile);
        return new BundleSummary(
            build?["externalParameters"]?["pipeline"]?.ToString() ?? "model", source?["digest"]?["gitCommit"]?.ToString(), source?["annotations"]?["date"]?.ToString(),
            metrics?["recognition_rate"]?["rate"]?.GetValue<double>(), metrics?["coco"]?["mAP"]?.GetValue<double>());
    }

    /// <summary>As the config blob of an artifact.</summary>
    public JsonObject ToJson(string version) => new()
    {
        ["pipeline"] = Pipeline,
        ["version"] = version,
        ["commit"] = Commit,
        ["date"] = Date,
        ["recognition_rate"] = RecognitionRate,
        ["mAP"] = MeanAveragePrecision,
    };

    /// <summary>The version of a bundle that was given none: the date of its commit and the start of its digest.</summary>
    public string DefaultVersion(string digest)
    {
        var day = Date is { Length: >= 10 } ? Date[..10].Replace("-", ".", StringComparison.Ordinal) : "0";
        return $"{day}-{digest[..8]}";
    }

    private static JsonNode? Json(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file))) : null;
}
