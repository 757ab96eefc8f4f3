using System.Text.Json;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Publishing;

/// <summary>
/// Makes a bundle again: checks out the commit that its provenance names into a new folder, checks that the materials there have the
/// digests that it names, builds with the same pipeline, and compares every file.
/// </summary>
internal sealed class BundleRebuild(string root, string digits, CancellationToken cancellation)
{
    private const int BadData = 65;

    /// <summary>Rebuilds.</summary>
    /// <returns>The first difference; null where all is equal.</returns>
    /// <exception cref="StageException">The bundle cannot be read, or what it names cannot be had.</exception>
    public string? Run(string bundle)
    {
        var work = Directory.CreateTempSubdirectory("rebuild").FullName;
        try
        {
            var published = Path.Combine(work, "published");
            Need(digits, ["unbundle", bundle, "--output", published], $"{bundle} cannot be read");
            using var provenance = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(published, "provenance.json")));
            var build = provenance.RootElement.GetProperty("predicate").GetProperty("buildDefinition");
            var checkout = Path.Combine(work, "checkout");
            CheckOut(build, checkout);
            if (MissingMaterial(build, checkout) is { } missing) return missing;
            var pipeline = build.GetProperty("externalParameters").GetProperty("pipeline").GetString()!;
            Need("bash", [Path.Combine(checkout, "build.sh"), "Export", "--pipeline", pipeline], "the build failed");
            return Difference(published, Path.Combine(checkout, "artifacts", pipeline, "export"));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private void CheckOut(JsonElement build, string checkout)
    {
        var source = build.GetProperty("resolvedDependencies").EnumerateArray()
            .FirstOrDefault(d => d.TryGetProperty("name", out var name) && name.GetString() == "source");
        if (source.ValueKind == JsonValueKind.Undefined) throw new StageException("the bundle's provenance names no commit: it cannot be rebuilt", BadData);
        if (source.GetProperty("annotations").GetProperty("modified").GetBoolean())
            throw new StageException("the bundle was made of files that differed from the commit that it names: it cannot be rebuilt", BadData);
        var commit = source.GetProperty("digest").GetProperty("gitCommit").GetString()!;
        Need("git", ["clone", "--quiet", "--no-checkout", root, checkout], $"{root} cannot be cloned");
        Need("git", ["-C", checkout, "checkout", "--quiet", commit], $"there is no commit {commit} in {root}: fetch it first");
    }

    private static string? MissingMaterial(JsonElement build, string checkout)
    {
        foreach (var material in build.GetProperty("resolvedDependencies").EnumerateArray())
        {
            if (!material.TryGetProperty("name", out var name) || name.GetString() is not { } path || !path.StartsWith("pipelines/", StringComparison.Ordinal)) continue;
            var (file, expected) = (Path.Combine(checkout, path), material.GetProperty("digest").GetProperty("sha256").GetString());
            if (!File.Exists(file)) return $"{path} is not in the commit";
            if (DigestOf(file) is var found && found != expected) return $"{path} has the SHA-256 {found} in the commit, the bundle was made of {expected}";
        }

        return null;
    }

    private static string? Difference(string published, string rebuilt)
    {
        foreach (var line in File.ReadLines(Path.Combine(published, "SHA256SUMS")))
        {
            var (digest, file) = (line[..64], line[66..]);
            var path = Path.Combine(rebuilt, file);
            if (!File.Exists(path)) return $"differs: {file} was not made again";
            if (DigestOf(path) is var found && found != digest) return $"differs: {file} has the SHA-256 {found}, published was {digest}";
        }

        return null;
    }

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    private void Need(string program, string[] arguments, string problem)
    {
        var exitCode = StageProcess.Run(program, arguments, cancellation);
        if (exitCode != 0) throw new StageException($"{problem} ({program} ended with exit code {exitCode})", exitCode);
    }
}
