using DigitPipeline.Incremental.Processes;
using DigitPipeline.Testing;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Test: Debug or Release")]
    readonly string Configuration = "Release";

    Target Test => _ => _
        .Description("Builds and runs all tests; the last line of output is 'N passed, N failed'")
        .Executes(() =>
        {
            var results = RootDirectory / "artifacts" / "tests";
            Directory.CreateDirectory(results);
            var solution = RootDirectory / "DigitPipeline.sln";
            var built = StageProcess.Run("dotnet", ["build", solution, "--configuration", Configuration, "--verbosity", "quiet", "-nologo", "-clp:NoSummary"], Cancellation);
            var counts = TestCounts.Current = new TestCounts();
            if (built != 0)
            {
                counts.AddFailure("the solution does not compile");
                throw Failure("the solution does not compile", 1);
            }

            TestProject.RunAll(solution, Configuration, results, counts, Cancellation);
            counts.Print();
            if (counts.Failed > 0) throw Failure($"{counts.Failed} failed", 1);
        });
}
