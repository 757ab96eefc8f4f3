using System.Text.Json.Nodes;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Export.Tests.Bundle;

public sealed class BundleDocumentsTests : IDisposable
{
    private const string Metrics = """
        {"pictures":60,"coco":{"mAP":0.61,"AP50":0.9},"recognition_rate":{"rate":0.96,"right":96,"total":100,"false":3},
         "per_class":[{"id":1,"name":"0","rate":1.0,"right":50,"total":50,"false":0},{"id":2,"name":"1","rate":0.92,"right":46,"total":50,"false":3},
                      {"id":3,"name":"2","rate":1.0,"right":0,"total":0,"false":0}]}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("documents");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Provenance_names_every_other_file_and_every_material()
    {
        Write();
        var statement = Json("provenance.json");
        Assert.Equal("https://in-toto.io/Statement/v1", statement["_type"]!.ToString());
        Assert.Equal("https://slsa.dev/provenance/v1", statement["predicateType"]!.ToString());
        var subjects = statement["subject"]!.AsArray().ToDictionary(s => s!["name"]!.ToString(), s => s!["digest"]!["sha256"]!.ToString());
        Assert.Equal(["MODEL_CARD.md", "metrics.json", "model.onnx", "sbom.cdx.json", "test-result.json"], subjects.Keys.Order(StringComparer.Ordinal));
        Assert.All(subjects, s => Assert.Equal(Sha256Sums.Digest(Path.Combine(folder.FullName, s.Key)), s.Value));
        var build = statement["predicate"]!["buildDefinition"]!;
        var materials = build["resolvedDependencies"]!.AsArray();
        Assert.Equal("0123abc", materials[0]!["digest"]!["gitCommit"]!.ToString());
        Assert.Equal(["train/a.jpg", "train/a.xml"], materials.Skip(1).Take(2).Select(m => m!["name"]!.ToString()));
        Assert.Equal("pkg:nuget/TorchSharp@0.107.0", materials[3]!["uri"]!.ToString());
        Assert.Equal(20, build["externalParameters"]!["settings"]!["train"]!["steps"]!.GetValue<int>());
        Assert.Equal(1, build["internalParameters"]!["slsaBuildLevel"]!.GetValue<int>());
    }

    [Fact]
    public void The_gates_result_is_a_statement_about_the_models()
    {
        Write();
        var statement = Json("test-result.json");
        Assert.Equal("FAILED", statement["predicate"]!["result"]!.ToString());
        Assert.Equal(["mAP: 0.61 of 0.6", "no_class_below: 0: 1 of 0.95", "recognition_rate: 0.96 of 0.95"],
            statement["predicate"]!["passedTests"]!.AsArray().Select(t => t!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["no_class_below: 1: 0.92 of 0.95"], statement["predicate"]!["failedTests"]!.AsArray().Select(t => t!.ToString()));
        Assert.Equal(["model.onnx"], statement["subject"]!.AsArray().Select(s => s!["name"]!.ToString()));
    }

    [Fact]
    public void The_model_card_has_front_matter_figures_and_intervals()
    {
        Write();
        var card = File.ReadAllText(Path.Combine(folder.FullName, "MODEL_CARD.md"));
        Assert.StartsWith("---\nlicense: mit\n", card, StringComparison.Ordinal);
        Assert.Contains("    - type: recognition_rate\n      value: 0.9600\n---\n\n# digits\n", card, StringComparison.Ordinal);
        Assert.Contains("| all | 96 | 100 | 0.9600 | 0.902 to 0.984 | 3 |\n", card, StringComparison.Ordinal);
        Assert.Contains("| 2 | 0 | 0 | 1.0000 | 0.000 to 1.000 | 0 |\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_component_list_is_CycloneDX_without_serial_number_and_time()
    {
        Write();
        var list = Json("sbom.cdx.json").AsObject();
        Assert.Equal(("CycloneDX", "1.6"), (list["bomFormat"]!.ToString(), list["specVersion"]!.ToString()));
        Assert.False(list.ContainsKey("serialNumber") || list["metadata"]!.AsObject().ContainsKey("timestamp"));
        Assert.Contains(list["components"]!.AsArray(), c => c!["purl"]?.ToString() == "pkg:nuget/TorchSharp@0.107.0" && c["hashes"]![0]!["content"]!.ToString() == "010203");
    }

    [Fact]
    public void Written_again_the_documents_are_the_same()
    {
        Write();
        var first = File.ReadAllText(Path.Combine(folder.FullName, "SHA256SUMS"));
        Write();
        Assert.Equal(first, File.ReadAllText(Path.Combine(folder.FullName, "SHA256SUMS")));
        Assert.Empty(Sha256Sums.Check(folder.FullName));
    }

    [Fact]
    public void A_published_version_that_was_better_by_more_than_the_slack_fails_the_gate()
    {
        var published = JsonNode.Parse(Metrics.Replace("\"rate\":0.96", "\"rate\":0.98", StringComparison.Ordinal))!;
        var line = GateReport.Of(new GateCriteria(null, null, null, .01), JsonNode.Parse(Metrics)!, published).Single();
        Assert.False(line.Passed);
        Assert.True(GateReport.Of(new GateCriteria(null, null, null, .03), JsonNode.Parse(Metrics)!, published).Single().Passed);
        Assert.Empty(GateReport.Of(new GateCriteria(null, null, null, .01), JsonNode.Parse(Metrics)!));
    }

    private JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, file)))!;

    private void Write()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "model.onnx"), "model");
        File.WriteAllText(Path.Combine(folder.FullName, "metrics.json"), Metrics);
        BundleDocuments.Write(folder.FullName, new BundleFacts
        {
            Pipeline = "digits",
            Settings = new Dictionary<string, string> { ["train"] = """{"steps":20}""", ["evaluate"] = "{}" },
            Materials = [new("train/a.xml", new string('1', 64)), new("train/a.jpg", new string('2', 64))],
            Commit = new SourceCommit("0123abc", "2026-01-02T03:04:05Z", false),
            Packages = [new Package("TorchSharp", "0.107.0", Convert.ToBase64String([1, 2, 3])), new Package("digits", "0.1.0", null)],
            ClassNames = ["0", "1", "2"],
            Gate = GateReport.Of(new GateCriteria(.95, .6, .95, null), JsonNode.Parse(Metrics)!),
        });
    }
}
