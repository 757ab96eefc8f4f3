using DigitPipeline.Build.Tests.Samples;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class InterruptionTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void The_first_signal_stops_the_running_process_and_the_build_in_order(string signal)
    {
        using var build = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "Default", "CleanUp");
        build.WaitFor("ready");

        build.Send(signal);
        var outcome = build.End();

        Assert.Equal(130, outcome.ExitCode);
        Assert.Contains("Interrupted: stopping in order.", outcome.Error);
        Assert.Contains("child has stopped", outcome.Logged);
        Assert.Equal("Aborted // Interrupted: Process 'sh' exited with code 3.", outcome.Status("Obeying"));
        Assert.Equal("NotRun", outcome.Status("Default"));
        Assert.Contains("clean", outcome.Logged);
    }

    [Fact]
    public void The_second_signal_ends_everything_at_once()
    {
        using var build = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "Stubborn");
        build.WaitFor("ready");

        build.SendUntilItEnds("INT");
        var outcome = build.End();

        Assert.Equal(130, outcome.ExitCode);
        Assert.DoesNotContain("Total", outcome.Output);
    }

    [Fact]
    public void After_a_signal_a_target_starts_no_further_process()
    {
        using var build = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "StartingMore");
        build.WaitFor("ready");

        build.Send("INT");
        var outcome = build.End();

        Assert.Equal(130, outcome.ExitCode);
        Assert.DoesNotContain("second process", outcome.Logged);
        Assert.StartsWith("Aborted", outcome.Status("StartingMore"));
    }

    [Fact]
    public void What_gets_done_in_spite_of_a_signal_is_done()
    {
        using var build = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "Finishing");
        build.WaitFor("ready");

        build.Send("INT");
        var outcome = build.End();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("Succeeded", outcome.Status("Finishing"));
    }

    [Fact]
    public void An_interrupted_run_can_be_continued()
    {
        using var build = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "CleanUp", "Obeying");
        build.WaitFor("ready");
        build.Send("INT");
        build.End();

        using var again = BuildProcess.Start(sandbox, nameof(InterruptibleBuild), "CleanUp", "Obeying", "--continue");
        again.WaitFor("ready");
        again.Send("INT");

        Assert.Equal("Skipped // Skipped: succeeded before", again.End().Status("CleanUp"));
    }

    public void Dispose() => sandbox.Dispose();
}
