using System.Text.Json;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Publishing;

/// <summary>
/// Makes a bundle again: checks out the commit that its provenance names into a new folder, checks that the materials there have the
/// digests that it names, builds with the same pipeline, and compares every file.
/// </summary>
internal sealed class BundleRebuild(string root, string digits, CancellationToken cancellation) : IDisposable
{
    private const int BadData = 65;
    private readonly string _work = Directory.CreateTempSubdirectory("rebuild").FullName;
    private bool _keep;

    private string Published => Path.Combine(_work, "published");

    private string Checkout => Path.Combine(_work, "checkout");

    /// <summary>Rebuilds.</summary>
    /// <param name="bundle">A bundle.tar.gz, a folder or a reference.</param>
    /// <param name="parameters">Names of the build's parameters, which the other build gets none of.</param>
    /// <returns>The first difference; null where all is equal.</returns>
    /// <exception cref="StageException">The bundle cannot be read, or what it names cannot be had.</exception>
    public string? Run(string bundle, IEnumerable<string> parameters)
    {
        Need(digits, ["unbundle", bundle, "--output", Published], $"{bundle} cannot be read");
        var file = Path.Combine(Published, "provenance.json");
        if (!File.Exists(file)) throw new StageException($"{bundle} has no provenance.json: it cannot be rebuilt", BadData);
        using var provenance = Parse(file);
        var build = provenance.RootElement.GetProperty("predicate").GetProperty("buildDefinition");
        var pipeline = build.GetProperty("externalParameters").GetProperty("pipeline").GetString()!;
        CheckOut(build);
        if (new BundleMaterials(Checkout, pipeline).Difference(build) is { } material) return material;
        Forget(parameters);
        Need("bash", [Path.Combine(Checkout, "build.sh"), "Pack", "--pipeline", pipeline], "the build failed");
        var made = Path.Combine(Checkout, "artifacts", pipeline);
        var difference = FolderDifference.First(Published, Path.Combine(made, "export"))
            ?? (File.Exists(bundle) ? FolderDifference.OfFile("the archive", bundle, Path.Combine(made, "bundle", "bundle.tar.gz")) : null);
        _keep = difference is not null;
        return difference is null ? null : $"{difference} (what was made is in {made})";
    }

    /// <summary>Removes what was made, unless it is to be looked at.</summary>
    public void Dispose()
    {
        if (!_keep) Directory.Delete(_work, recursive: true);
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException error)
        {
            throw new StageException($"the bundle's provenance.json is damaged: {error.Message}", BadData, error);
        }
    }

    // What the environment says to this build (another cache, other data) would not be the bundle's way.
    private static void Forget(IEnumerable<string> parameters)
    {
        static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var names = parameters.Select(Letters).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            var letters = Letters(variable);
            if (names.Contains(letters) || (letters.StartsWith("NUKE", StringComparison.Ordinal) && names.Contains(letters["NUKE".Length..])))
                Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private void CheckOut(JsonElement build)
    {
        var source = build.GetProperty("resolvedDependencies").EnumerateArray()
            .FirstOrDefault(d => d.TryGetProperty("name", out var name) && name.GetString() == "source");
        if (source.ValueKind == JsonValueKind.Undefined)
            throw new StageException("the bundle's provenance names no commit: it cannot be rebuilt", BadData);
        if (source.GetProperty("annotations").GetProperty("modified").GetBoolean())
            throw new StageException("the bundle was made of files that differed from the commit that it names: it cannot be rebuilt", BadData);
        var commit = source.GetProperty("digest").GetProperty("gitCommit").GetString()!;
        Need("git", ["clone", "--quiet", "--no-checkout", root, Checkout], $"{root} cannot be cloned");
        Need("git", ["-C", Checkout, "checkout", "--quiet", "--detach", commit], $"there is no commit {commit} in {root}: fetch it first");
    }

    private void Need(string program, string[] arguments, string problem)
    {
        var exitCode = StageProcess.Run(program, arguments, cancellation);
        if (exitCode != 0) throw new StageException($"{problem} ({Path.GetFileName(program)} ended with exit code {exitCode})", exitCode);
    }
}
