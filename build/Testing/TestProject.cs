using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Testing;

/// <summary>A test project of the solution: a program that runs its tests.</summary>
internal sealed partial record TestProject(string Name, string Folder)
{
    private const int Together = 2;
    private const string Containers = "DigitPipeline.EndToEnd.Containers";

    /// <summary>Those of its tests that run, where it is a part of a project.</summary>
    private string[] Only { get; init; } = [];

    private string? Program { get; init; }

    /// <summary>The projects under tests/ that hold tests, in the solution's order; benchmarks and the long fuzz run are none.</summary>
    private static IReadOnlyList<TestProject> Of(string solution)
    {
        var root = Path.GetDirectoryName(solution)!;
        return [.. Projects().Matches(File.ReadAllText(solution))
            .Select(match => Path.Combine(root, match.Groups["path"].Value.Replace('\\', Path.DirectorySeparatorChar)))
            .Where(path => File.Exists(path) && Path.GetFileName(path) is not ("Benchmarks.csproj" or "Fuzz.csproj"))
            .Select(path => new TestProject(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!))];
    }

    /// <summary>
    /// Runs the tests of all projects, two at a time, for each of them leaves processors idle; those of whole pipelines take longest, are
    /// first, and go apart with and without containers.
    /// </summary>
    public static void RunAll(string solution, string configuration, string resultsFolder, TestCounts counts, CancellationToken cancellation)
    {
        var projects = Of(solution).OrderBy(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal)).SelectMany(project => project.Parts());
        var queue = new ConcurrentQueue<TestProject>(projects);
        Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(Work, CancellationToken.None))).GetAwaiter().GetResult();

        void Work()
        {
            while (queue.TryDequeue(out var project))
            {
                var results = project.Run(configuration, resultsFolder, cancellation);
                lock (counts) counts.Add(results);
            }
        }
    }

    private IEnumerable<TestProject> Parts() => Containers.StartsWith(Name + ".", StringComparison.Ordinal)
        ? [this with { Only = ["-namespace-", Containers] }, this with { Name = Containers, Only = ["-namespace", Containers], Program = Name }]
        : [this];

    private TestResults Run(string configuration, string resultsFolder, CancellationToken cancellation)
    {
        var results = Path.Combine(resultsFolder, Name + ".trx");
        File.Delete(results);
        var program = Path.Combine(Folder, "bin", configuration, "net10.0", (Program ?? Name) + ".dll");
        string[] arguments = ["exec", program, "-noLogo", "-noColor", "-reporter", "quiet", "-result-trx", results, .. Only];
        var exitCode = StageProcess.Run("dotnet", arguments, cancellation);
        return TestResults.Read(Name, results, exitCode);
    }

    [GeneratedRegex("""= "[^"]*", "(?<path>tests\\[^"]*\.csproj)",""")]
    private static partial Regex Projects();
}
