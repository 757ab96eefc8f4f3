using System.Diagnostics;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Tests.Processes;

public sealed class KilledBuildTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public KilledBuildTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: needs Linux's signals");

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task A_build_killed_in_mid_stage_leaves_no_outputs_and_the_next_one_ends_its_child_and_goes_on()
    {
        using var build = BuildProcess.Start(_pipeline.Layout.Folder);
        var child = await ChildOf(build);
        build.Kill();
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(_pipeline.Output("train")));
        Assert.NotNull(child);

        var result = _pipeline.Build(Resuming())[0];
        Assert.Equal((Outcome.Executed, ""), (result.Outcome, child.IsAlive ? "the child still runs" : ""));
        Assert.Equal(["result"], Directory.GetFiles(_pipeline.Output("train")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_build_with_130_and_its_child_too(string signal)
    {
        using var build = BuildProcess.Start(_pipeline.Layout.Folder);
        var child = await ChildOf(build);
        using (var kill = Process.Start("kill", [$"-{signal}", build.Id.ToString("D")])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, build.ExitCode);
        Assert.False(child!.IsAlive);
        Assert.Equal(Outcome.Executed, _pipeline.Build(Resuming())[0].Outcome);
    }

    [Fact]
    public async Task Two_signals_end_the_build_and_a_child_that_does_not_want_to_at_once()
    {
        using var build = BuildProcess.Start(_pipeline.Layout.Folder, stubborn: true);
        var child = await ChildOf(build);
        do
        {
            using var kill = Process.Start("kill", ["-INT", build.Id.ToString("D")]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        while (!build.WaitForExit(TimeSpan.FromMilliseconds(300)));
        Assert.Equal(130, build.ExitCode);
        Assert.False(child!.IsAlive);
        Assert.Equal(Outcome.Executed, _pipeline.Build(Resuming())[0].Outcome);
    }

    [Fact]
    public async Task A_second_build_of_the_pipeline_is_told_who_is_at_work()
    {
        using var build = BuildProcess.Start(_pipeline.Layout.Folder);
        await ChildOf(build);
        var error = Assert.Throws<StageException>(() => _pipeline.Build(Resuming()));
        Assert.Equal(75, error.ExitCode);
        Assert.Contains($"process {build.Id:D} (`{BuildProcess.Verb}`, since ", error.Message);
        build.Kill();
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Executed, _pipeline.Build(Resuming())[0].Outcome);
    }

    private Stage Resuming() => new()
    {
        Name = "train",
        KeepsState = true,
        Action = run =>
        {
            Assert.Equal("7", File.ReadAllText(Path.Combine(run.State!, "step")));
            File.WriteAllText(Path.Combine(run.Output, "result"), "whole");
            return 0;
        },
    };

    private static async Task<ProcessIdentity?> ChildOf(Process build)
    {
        var line = await build.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return ProcessIdentity.Of(int.Parse(line!["child ".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
