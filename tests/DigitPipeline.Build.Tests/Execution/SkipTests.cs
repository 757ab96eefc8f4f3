using DigitPipeline.Build.Tests.Samples;
using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class SkipTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Skip_leaves_out_the_named_target_and_what_only_it_needs()
    {
        var outcome = sandbox.Run<ChainBuild>("--skip", "B");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["Default"], outcome.Logged);
        Assert.Equal("Skipped // Skipped: via parameter", outcome.Status("B"));
        Assert.Equal("Skipped // Skipped: because of B", outcome.Status("A"));
    }

    [Fact]
    public void A_bare_skip_leaves_out_all_dependencies() =>
        Assert.Equal(["B"], sandbox.Run<ChainBuild>("B", "--skip").Logged);

    [Fact]
    public void What_is_asked_for_is_never_skipped_by_parameter() =>
        Assert.Equal(["A", "B"], sandbox.Run<ChainBuild>("A", "B", "--skip", "A", "B").Logged);

    [Fact]
    public void A_static_condition_is_decided_before_the_first_target_and_skips_the_dependencies_too()
    {
        var outcome = sandbox.Run<ConditionalBuild>("AfterStatic");

        Assert.Equal(["AfterStatic"], outcome.Logged);
        Assert.Equal("Skipped // OnlyWhen: Enabled", outcome.Status("Static"));
        Assert.Equal("Skipped // Skipped: because of Static", outcome.Status("Preparation"));
    }

    [Fact]
    public void WhenSkipped_Execute_keeps_the_dependencies() =>
        Assert.Equal(["Preparation", "AfterKeeping"], sandbox.Run<ConditionalBuild>("AfterKeeping").Logged);

    [Fact]
    public void A_dynamic_condition_is_decided_when_the_turn_of_its_target_comes()
    {
        var outcome = sandbox.Run<ConditionalBuild>("AfterDynamic");

        Assert.Equal(["Preparation", "AfterDynamic"], outcome.Logged);
        Assert.Equal("Skipped // OnlyWhen: !prepared", outcome.Status("Dynamic"));
    }

    [Fact]
    public void A_condition_holds_for_an_invoked_target_too() =>
        Assert.Equal("Skipped // OnlyWhen: Enabled", sandbox.Run<ConditionalBuild>("Static").Status("Static"));

    [Fact]
    public void All_conditions_that_do_not_hold_are_shown() =>
        Assert.Equal("Skipped // OnlyWhen: Enabled && 1 > 2", sandbox.Run<ConditionalBuild>("Several").Status("Several"));

    [Fact]
    public void A_condition_that_throws_fails_the_build_and_names_the_target()
    {
        var outcome = sandbox.Run<ConditionalBuild>("Broken");

        Assert.Equal(255, outcome.ExitCode);
        Assert.Contains("A condition of target Broken could not be evaluated: no such drive", outcome.Output);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class ConditionalBuild : NukeBuild
    {
        private bool prepared;

        private static bool Enabled => false;

        private Target Preparation => _ => _.Executes(() =>
        {
            prepared = true;
            Log.Information("Preparation");
        });

        private Target Static => _ => _.DependsOn(Preparation).OnlyWhenStatic(() => Enabled).Executes(() => Log.Information("Static"));

        private Target AfterStatic => _ => _.DependsOn(Static).Executes(() => Log.Information("AfterStatic"));

        private Target Keeping => _ => _
            .DependsOn(Preparation)
            .OnlyWhenStatic(() => Enabled)
            .WhenSkipped(DependencyBehavior.Execute)
            .Executes(() => Log.Information("Keeping"));

        private Target AfterKeeping => _ => _.DependsOn(Keeping).Executes(() => Log.Information("AfterKeeping"));

        private Target Dynamic => _ => _.DependsOn(Preparation).OnlyWhenDynamic(() => !prepared).Executes(() => Log.Information("Dynamic"));

        private Target AfterDynamic => _ => _.DependsOn(Dynamic).Executes(() => Log.Information("AfterDynamic"));

        private Target Several => _ => _.OnlyWhenDynamic(() => Enabled).OnlyWhenDynamic(() => 1 > 2).Executes(() => { });

        private Target Broken => _ => _.OnlyWhenDynamic(() => throw new IOException("no such drive")).Executes(() => { });
    }
}
