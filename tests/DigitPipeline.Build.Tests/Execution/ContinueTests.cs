using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class ContinueTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Continue_skips_what_succeeded_in_the_failed_run()
    {
        Assert.Equal(255, sandbox.Run<Sample>().ExitCode);
        Repair();

        var outcome = sandbox.Run<Sample>("--continue");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["Fragile", "Default"], outcome.Logged);
        Assert.Equal("Skipped // Skipped: succeeded before", outcome.Status("Early"));
    }

    [Fact]
    public void Several_failed_runs_can_be_continued_one_after_another()
    {
        sandbox.Run<Sample>();
        sandbox.Run<Sample>("--continue");
        Repair();

        Assert.Equal(["Fragile", "Default"], sandbox.Run<Sample>("--continue").Logged);
    }

    [Fact]
    public void After_a_good_run_there_is_nothing_to_continue()
    {
        Repair();
        sandbox.Run<Sample>();

        Assert.Equal(
            ["There is no failed run to continue: starting from the beginning", "Early", "Fragile", "Default"],
            sandbox.Run<Sample>("--continue").Logged);
    }

    [Fact]
    public void A_run_with_other_arguments_is_not_continued()
    {
        sandbox.Run<Sample>("--steps", "3");
        Repair();

        Assert.Equal(
            ["The last failed run was started with other arguments: starting from the beginning", "Early", "Fragile", "Default"],
            sandbox.Run<Sample>("--steps", "4", "--continue").Logged);
    }

    public void Dispose() => sandbox.Dispose();

    private void Repair() => (sandbox.Root / "repaired").WriteAllText("");

    private sealed class Sample : NukeBuild
    {
        [Parameter] private int Steps { get; set; }

        private Target Early => _ => _.Executes(() => Log.Information("Early"));

        private Target Fragile => _ => _.DependsOn(Early).Executes(() =>
        {
            Nuke.Common.Assert.FileExists(RootDirectory / "repaired");
            Log.Information("Fragile");
        });

        private Target Default => _ => _.DependsOn(Fragile).Executes(() => Log.Information("Default"));
    }
}
