using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>
/// How a bundle came about: an in-toto statement about all its other files with SLSA's provenance v1. Materials have digests down to each
/// annotation file; times and machines are left out, so that the same sources give the same statement.
/// </summary>
internal static class Provenance
{
    public const string FileName = "provenance.json";
    public const string PredicateType = "https://slsa.dev/provenance/v1";
    private const string BuildType = "urn:digitpipeline:build:v1";

    public static string Of(BundleFacts facts, IEnumerable<FileDigest> subjects)
    {
        var settings = new JsonObject();
        foreach (var (section, json) in facts.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            settings[section] = JsonNode.Parse(json);
        }

        var statement = InToto.Statement(subjects, PredicateType, new JsonObject
        {
            ["buildDefinition"] = new JsonObject
            {
                ["buildType"] = BuildType,
                ["externalParameters"] = new JsonObject { ["target"] = "Export", ["pipeline"] = facts.Pipeline, ["settings"] = settings },
                ["internalParameters"] = new JsonObject { ["slsaBuildLevel"] = 1, ["meaning"] = Meaning },
                ["resolvedDependencies"] = BundleJson.Array([.. Source(facts), .. Image(facts), .. Files(facts), .. Packages(facts)]),
            },
            ["runDetails"] = new JsonObject
            {
                ["builder"] = new JsonObject { ["id"] = "urn:digitpipeline:builder:the-machine-that-ran-it" },
                ["metadata"] = new JsonObject(),
            },
        });
        return BundleJson.Text(statement);
    }

    private const string Meaning =
        "The build wrote this itself, on a machine that whoever ran it controls: it says what went in, and ./build.sh Rebuild can check it, but nothing "
        + "here keeps its author from saying something else. A signature tells who says it.";

    private static IEnumerable<JsonNode> Source(BundleFacts facts) => facts.Commit is not { } commit ? [] :
    [
        new JsonObject
        {
            ["name"] = "source",
            ["digest"] = new JsonObject { ["gitCommit"] = commit.Id },
            ["annotations"] = new JsonObject { ["date"] = commit.Date, ["modified"] = commit.Modified },
        },
    ];

    private static IEnumerable<JsonNode> Image(BundleFacts facts) => facts.ImageDigest is not { } digest ? [] :
    [
        new JsonObject { ["name"] = "image", ["digest"] = new JsonObject { ["sha256"] = digest[(digest.IndexOf(':') + 1)..] } },
    ];

    private static IEnumerable<JsonNode> Files(BundleFacts facts) =>
        facts.Materials.OrderBy(m => m.Path, StringComparer.Ordinal).Select(m => BundleJson.Resource(m.Path, m.Sha256));

    private static IEnumerable<JsonNode> Packages(BundleFacts facts) => facts.Packages.Where(p => p.Sha512 is not null).Select(p => new JsonObject
    {
        ["uri"] = $"pkg:nuget/{p.Name}@{p.Version}",
        ["digest"] = new JsonObject { ["sha512"] = Convert.ToHexStringLower(Convert.FromBase64String(p.Sha512!)) },
    });
}
