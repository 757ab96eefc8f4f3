using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>
/// The gate's result as an in-toto statement (<c>https://in-toto.io/attestation/test-result/v0.1</c>) about the models. What depends on
/// other published versions is not in it: the same sources give the same statement.
/// </summary>
internal static class TestResult
{
    public const string FileName = "test-result.json";

    public static string Of(BundleFacts facts, IEnumerable<FileDigest> models)
    {
        var failed = facts.Gate.Where(line => !line.Passed).ToArray();
        JsonNode Name(GateLine line) => FormattableString.Invariant($"{line.Criterion}: {line.Found:R} of {line.Needed:R}");
        var statement = InToto.Statement(models, "https://in-toto.io/attestation/test-result/v0.1", new JsonObject
        {
            ["result"] = failed.Length == 0 ? "PASSED" : "FAILED",
            ["configuration"] = BundleJson.Array([BundleJson.Resource("pipeline.yaml: evaluate", InToto.Sha256(facts.Settings.GetValueOrDefault("evaluate", "{}")))]),
            ["passedTests"] = BundleJson.Array(facts.Gate.Where(line => line.Passed).Select(Name)),
            ["warnedTests"] = new JsonArray(),
            ["failedTests"] = BundleJson.Array(failed.Select(Name)),
        });
        return BundleJson.Text(statement);
    }
}
