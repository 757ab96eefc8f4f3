using System.Text.RegularExpressions;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Testing;

/// <summary>A test project of the solution: a program that runs its tests.</summary>
internal sealed partial record TestProject(string Name, string Folder)
{
    /// <summary>The projects under tests/ that hold tests, in the solution's order; benchmarks and the long fuzz run are none.</summary>
    public static IReadOnlyList<TestProject> Of(string solution)
    {
        var root = Path.GetDirectoryName(solution)!;
        return [.. Projects().Matches(File.ReadAllText(solution))
            .Select(match => Path.Combine(root, match.Groups["path"].Value.Replace('\\', Path.DirectorySeparatorChar)))
            .Where(path => File.Exists(path) && Path.GetFileName(path) is not ("Benchmarks.csproj" or "Fuzz.csproj"))
            .Select(path => new TestProject(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!))];
    }

    /// <summary>Runs the project's tests.</summary>
    public TestResults Run(string configuration, string resultsFolder, CancellationToken cancellation)
    {
        var results = Path.Combine(resultsFolder, Name + ".trx");
        File.Delete(results);
        var program = Path.Combine(Folder, "bin", configuration, "net10.0", Name + ".dll");
        var exitCode = StageProcess.Run("dotnet", ["exec", program, "-noLogo", "-noColor", "-reporter", "quiet", "-result-trx", results], cancellation);
        return TestResults.Read(Name, results, exitCode);
    }

    [GeneratedRegex("""= "[^"]*", "(?<path>tests\\[^"]*\.csproj)",""")]
    private static partial Regex Projects();
}
