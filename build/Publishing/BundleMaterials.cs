using System.Text.Json;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Publishing;

/// <summary>The files that a provenance says a bundle was made of, in a checkout.</summary>
/// <param name="checkout">Root folder of the checkout.</param>
/// <param name="pipeline">Name of the pipeline.</param>
internal sealed class BundleMaterials(string checkout, string pipeline)
{
    /// <summary>The first file that is not there or is another one; null where all are there.</summary>
    /// <param name="build">The provenance's buildDefinition.</param>
    public string? Difference(JsonElement build)
    {
        var folder = Path.Combine(checkout, "pipelines", pipeline);
        if (!File.Exists(Path.Combine(folder, "pipeline.yaml"))) return $"differs: pipelines/{pipeline} is not in the commit";
        var settings = PipelineFolder.Load(folder);
        foreach (var material in build.GetProperty("resolvedDependencies").EnumerateArray())
        {
            if (!material.TryGetProperty("name", out var name) || Place(settings, name.GetString()!) is not { } file) continue;
            var expected = material.GetProperty("digest").GetProperty("sha256").GetString();
            if (!File.Exists(file)) return $"differs: {name} is not in the commit; the bundle was made of files from elsewhere";
            if (FolderDifference.DigestOf(file) is var found && found != expected)
                return $"differs: {name} has the SHA-256 {found} in the commit, the bundle was made of {expected}";
        }

        return null;
    }

    private static string? Place(PipelineFolder settings, string name) => name.Split('/', 2) is not [var first, var rest] ? null : first switch
    {
        "data" => Path.Combine(settings.DataDirectory, rest),
        "glyphs" => Path.Combine(settings.GlyphDirectory, rest),
        "pipelines" => Path.Combine(Path.GetDirectoryName(settings.SettingsFile)!, rest.Split('/', 2)[^1]),
        _ => null,
    };
}
