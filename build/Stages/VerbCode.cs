using System.Text.Json;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Stages;

/// <summary>
/// The code that does the work of a verb, as the key counts it: the program, the house's assemblies behind the verb with the digest of
/// their bytes, the packages behind those with version and content hash, and the runtime.
/// </summary>
internal static class VerbCode
{
    private static readonly Dictionary<string, string[]> Roots = new(StringComparer.Ordinal)
    {
        ["validate"] = ["DigitPipeline.Datasets"],
        ["records"] = ["DigitPipeline.Datasets"],
        ["config"] = ["DigitPipeline.Datasets"],
        ["train"] = ["DigitPipeline.Detection"],
        ["evaluate"] = ["DigitPipeline.Detection", "DigitPipeline.Evaluation"],
        ["export"] = ["DigitPipeline.Detection", "DigitPipeline.Export"],
    };

    /// <summary>Name to digest or version.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="folder">The folder of the published program.</param>
    public static IReadOnlyDictionary<string, string> Of(string verb, string folder)
    {
        var manifest = Path.Combine(folder, "digits.deps.json");
        if (!File.Exists(manifest)) throw new StageException($"{folder} holds no digits: start the build with build.sh", ExitCodes.Unavailable);
        using var document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var dependencies = new PublishedDependencies(document);
        var code = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["digits"] = FileDigest.OfFile(Path.Combine(folder, "digits.dll")),
            ["runtime"] = Environment.Version.ToString(),
        };
        foreach (var library in dependencies.Closure([.. Roots[verb], "DigitPipeline.Pipelines"]))
            code[library.Name] = library.IsOurs
                ? FileDigest.OfFile(Path.Combine(folder, library.Name + ".dll"))
                : $"{library.Version} {library.ContentHash}";
        return code;
    }
}
