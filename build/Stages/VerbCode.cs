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
        ["export"] = ["DigitPipeline.Detection", "DigitPipeline.Evaluation", "DigitPipeline.Export"],
        ["bundle"] = ["DigitPipeline.Export"],
    };

    /// <summary>The version of .NET; a new one beside it would be used by the next run.</summary>
    private static string RuntimeVersion(ContentReader reader)
    {
        reader.Names(Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location)!)!);
        return Environment.Version.ToString();
    }

    /// <summary>Name to digest or version.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="folder">The folder of the published program.</param>
    /// <param name="reader">Reads the program's files.</param>
    public static IReadOnlyDictionary<string, string> Of(string verb, string folder, ContentReader reader)
    {
        var manifest = Path.Combine(folder, "digits.deps.json");
        if (reader.Digest(manifest) is null) throw new StageException($"{folder} holds no digits: start the build with build.sh", ExitCodes.Unavailable);
        using var document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var dependencies = new PublishedDependencies(document);
        var code = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["digits"] = DigestOf("digits"),
            ["runtime"] = RuntimeVersion(reader),
        };
        foreach (var library in dependencies.Closure([.. Roots[verb], "DigitPipeline.Pipelines"]))
            code[library.Name] = library.IsOurs
                ? DigestOf(library.Name)
                : $"{library.Version} {library.ContentHash}";
        return code;

        string DigestOf(string assembly) => reader.Digest(Path.Combine(folder, assembly + ".dll"))
            ?? throw new StageException($"{folder} lacks {assembly}.dll: remove the folder and start the build with build.sh", ExitCodes.Unavailable);
    }
}
