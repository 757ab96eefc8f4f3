using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class TriggerTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Triggered_targets_run_after_the_one_that_triggers_them() =>
        Assert.Equal(["Default", "Triggered", "Following"], sandbox.Run<Sample>().Logged);

    [Fact]
    public void A_triggered_target_runs_alone_when_it_is_asked_for() =>
        Assert.Equal(["Following"], sandbox.Run<Sample>("Following").Logged);

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private Target Following => _ => _.TriggeredBy(Default).After(Triggered).Executes(() => Log.Information("Following"));

        private Target Triggered => _ => _.Executes(() => Log.Information("Triggered"));

        private Target Default => _ => _.Triggers(Triggered).Executes(() => Log.Information("Default"));
    }
}
