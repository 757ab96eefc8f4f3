using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class FailureTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_failed_target_leaves_the_rest_not_run_and_the_build_ends_with_255()
    {
        var outcome = sandbox.Run<Sample>("AfterFailing");

        Assert.Equal(255, outcome.ExitCode);
        Assert.Equal("Failed // InvalidDataException: disk on fire", outcome.Status("Failing"));
        Assert.Equal("NotRun", outcome.Status("AfterFailing"));
        Assert.Contains("Build failed on", outcome.Output);
    }

    [Fact]
    public void An_assured_target_runs_after_a_failure() =>
        Assert.Equal("Succeeded", sandbox.Run<Sample>("AfterFailing", "CleanUp").Status("CleanUp"));

    [Fact]
    public void An_assured_target_may_fail_too()
    {
        var outcome = sandbox.Run<Sample>("AfterFailing", "FailingCleanUp", "CleanUp");

        Assert.Equal("Failed // IOException: nothing to sweep with", outcome.Status("FailingCleanUp"));
        Assert.Equal("Succeeded", outcome.Status("CleanUp"));
    }

    [Fact]
    public void After_a_target_that_lets_the_build_proceed_the_rest_runs_but_the_build_has_failed()
    {
        var outcome = sandbox.Run<Sample>("AfterOptional");

        Assert.Equal(255, outcome.ExitCode);
        Assert.Equal("Failed // IOException: offline", outcome.Status("Optional"));
        Assert.Equal("Succeeded", outcome.Status("AfterOptional"));
    }

    [Fact]
    public void The_build_can_decide_its_exit_code() => Assert.Equal(65, sandbox.Run<Sample>("Deciding").ExitCode);

    [Fact]
    public void A_task_is_awaited_and_its_failure_is_the_targets() =>
        Assert.Equal("Failed // TimeoutException: too late", sandbox.Run<Sample>("Asynchronous").Status("Asynchronous"));

    [Fact]
    public void The_stack_trace_is_for_verbose_runs()
    {
        Assert.DoesNotContain("   at ", sandbox.Run<Sample>("Failing").Output);
        Assert.Contains("   at ", sandbox.Run<Sample>("Failing", "--verbosity", "Verbose").Output);
    }

    [Fact]
    public void Errors_and_warnings_are_repeated_before_the_summary()
    {
        var output = sandbox.Run<Sample>("Warning", "Failing").Output;

        Assert.Contains("\nErrors & Warnings:\n[WRN] low on paint\n[ERR] Target Failing failed: disk on fire\n", output);
    }

    [Fact]
    public void A_build_whose_own_code_fails_ends_with_255_and_says_where()
    {
        var outcome = sandbox.Run<BrokenBuild>();

        Assert.Equal(255, outcome.ExitCode);
        Assert.Contains("no ladder", outcome.Error);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private Target Failing => _ => _.Executes(() => throw new InvalidDataException("disk on fire\nsecond line"));

        private Target AfterFailing => _ => _.DependsOn(Failing).Executes(() => { });

        private Target FailingCleanUp => _ => _
            .AssuredAfterFailure()
            .Executes(() => throw new IOException("nothing to sweep with"));

        private Target CleanUp => _ => _.AssuredAfterFailure().After(FailingCleanUp).Executes(() => { });

        private Target Optional => _ => _.ProceedAfterFailure().Executes(() => throw new IOException("offline"));

        private Target AfterOptional => _ => _.DependsOn(Optional).Executes(() => { });

        private Target Deciding => _ => _.Executes(() => ExitCode = 65);

        private Target Warning => _ => _.Executes(() => Log.Warning("low on paint"));

        private Target Asynchronous => _ => _.Executes(async () =>
        {
            await Task.Yield();
            throw new TimeoutException("too late");
        });
    }

    private sealed class BrokenBuild : NukeBuild
    {
        private Target Default => _ => _.Executes(() => { });

        protected override void OnBuildInitialized() => throw new InvalidOperationException("no ladder");
    }
}
