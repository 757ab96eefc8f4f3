using System.Reflection;
using System.Text.Json.Nodes;
using DigitPipeline.Cli.Models;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Exporting;

/// <summary>Gathers what is known of the making of a model.</summary>
internal static class FactsOfBuild
{
    /// <summary>The facts.</summary>
    /// <param name="model">The model's files.</param>
    /// <param name="pipeline">The pipeline; null where none is named.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">The data set's folder; null where it is not known.</param>
    /// <param name="commit">The commit; null where it is not known.</param>
    /// <param name="image">Digest of the container image; null where there is none.</param>
    /// <param name="metrics">The evaluation's metrics.json; null where there is none.</param>
    public static BundleFacts Gather(
        ModelFiles model, PipelineFolder? pipeline, PipelineSettings settings, string? data, SourceCommit? commit, string? image, string? metrics) => new()
        {
            Pipeline = pipeline?.Name ?? "model",
            Settings = PipelineSettings.Definitions.ToDictionary(d => d.Name, d => settings.Section(d.Name).CanonicalJson, StringComparer.Ordinal),
            Materials = [.. data is null ? [] : DataFiles(data), .. pipeline is null ? [] : PipelineFiles(pipeline), .. GlyphFiles(pipeline)],
            Commit = commit,
            ImageDigest = image,
            Packages = Packages(),
            ClassNames = model.ClassNames,
            Gate = metrics is null ? [] : GateReport.Of(settings.Evaluate.Gate, JsonNode.Parse(File.ReadAllText(metrics))!),
        };

    private static IEnumerable<FileDigest> DataFiles(string data) =>
        Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Select(f => (File: f, Name: Path.GetRelativePath(data, f).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(f => f.Name.StartsWith("train/", StringComparison.Ordinal) || f.Name.StartsWith("test/", StringComparison.Ordinal)
                || (f.Name.EndsWith(".pbtxt", StringComparison.Ordinal) && !f.Name.Contains('/')))
            .Select(f => new FileDigest("data/" + f.Name, Sha256Sums.Digest(f.File)));

    private static IEnumerable<FileDigest> PipelineFiles(PipelineFolder pipeline) => new[] { pipeline.SettingsFile, pipeline.ConfigFile }
        .Select(f => new FileDigest($"pipelines/{pipeline.Name}/{Path.GetFileName(f)}", Sha256Sums.Digest(f)));

    private static IEnumerable<FileDigest> GlyphFiles(PipelineFolder? pipeline) => pipeline is null || pipeline.Settings.Synthesis.Rate == 0
        ? []
        : Directory.EnumerateFiles(pipeline.GlyphDirectory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is not (".md" or ".cs"))
            .Select(f => (File: f, Name: Path.GetRelativePath(pipeline.GlyphDirectory, f).Replace(Path.DirectorySeparatorChar, '/')))
            .Select(f => new FileDigest("glyphs/" + f.Name, Sha256Sums.Digest(f.File)));

    // As published: our own assemblies by their version, packages with the hash that NuGet records. Not the .NET runtime: it comes with the
    // program in a container only, whose digest the provenance has.
    private static IReadOnlyList<Package> Packages()
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + ".deps.json");
        if (!File.Exists(manifest))
        {
            return [];
        }

        var libraries = JsonNode.Parse(File.ReadAllText(manifest))!["libraries"]!.AsObject()
            .Where(library => (string?)library.Value!["type"] != "runtimepack");
        return [.. libraries.OrderBy(l => l.Key, StringComparer.Ordinal).Select(library =>
        {
            var (name, hash) = (library.Key.Split('/'), library.Value!["sha512"]?.ToString());
            return new Package(name[0], name[1], string.IsNullOrEmpty(hash) ? null : hash["sha512-".Length..]);
        })];
    }
}
