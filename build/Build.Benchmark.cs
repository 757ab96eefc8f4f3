using DigitPipeline.Incremental.Processes;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Benchmark, Fuzz: only those whose name contains this")]
    readonly string? Filter = null;

    Target Benchmark => _ => _
        .Description("Runs the benchmarks, each with a ratio to a baseline of the same run")
        .Executes(() =>
        {
            var project = RootDirectory / "tests" / "Benchmarks" / "Benchmarks.csproj";
            string[] filter = Filter is null ? [] : ["--filter", Filter];
            var exitCode = StageProcess.Run("dotnet", ["run", "--project", project, "--configuration", "Release", "--", .. filter], Cancellation);
            if (exitCode != 0) throw Failure($"the benchmarks ended with exit code {exitCode}", exitCode);
        });
}
