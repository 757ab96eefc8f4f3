using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Bundle;

/// <summary>What a bundle consists of and was made with, as CycloneDX 1.6; without the serial number and time, which would differ each time.</summary>
internal static class ComponentList
{
    public const string FileName = "sbom.cdx.json";

    public static string Of(BundleFacts facts, IEnumerable<FileDigest> files)
    {
        var materials = string.Concat(facts.Materials.OrderBy(m => m.Path, StringComparer.Ordinal).Select(m => $"{m.Sha256}  {m.Path}\n"));
        return BundleJson.Text(new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "machine-learning-model", ["bom-ref"] = "model", ["name"] = facts.Pipeline },
            },
            ["components"] = BundleJson.Array(
            [
                .. files.Select(f => new JsonObject { ["type"] = "file", ["name"] = f.Path, ["hashes"] = Hash("SHA-256", f.Sha256) }),
                new JsonObject
                {
                    ["type"] = "data",
                    ["name"] = "data set",
                    ["hashes"] = Hash("SHA-256", InToto.Sha256(materials)),
                    ["description"] = FormattableString.Invariant($"{facts.Materials.Count} files; the digest is that of their list in the form of sha256sum"),
                },
                .. facts.Packages.Select(Library),
            ]),
        });
    }

    private static JsonObject Library(Package package)
    {
        var component = new JsonObject { ["type"] = "library", ["name"] = package.Name, ["version"] = package.Version };
        if (package.Sha512 is { } hash)
        {
            component["purl"] = $"pkg:nuget/{package.Name}@{package.Version}";
            component["hashes"] = Hash("SHA-512", Convert.ToHexStringLower(Convert.FromBase64String(hash)));
        }

        return component;
    }

    private static JsonArray Hash(string algorithm, string content) => BundleJson.Array([new JsonObject { ["alg"] = algorithm, ["content"] = content }]);
}
