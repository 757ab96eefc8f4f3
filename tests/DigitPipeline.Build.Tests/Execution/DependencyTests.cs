using DigitPipeline.Build.Tests.Samples;
using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class DependencyTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Without_arguments_the_default_target_runs_after_all_that_it_depends_on()
    {
        var outcome = sandbox.Run<ChainBuild>();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["A", "B", "Default"], outcome.Logged);
    }

    [Fact]
    public void A_named_target_runs_with_its_dependencies_and_without_what_depends_on_it() =>
        Assert.Equal(["A", "B"], sandbox.Run<ChainBuild>("B").Logged);

    [Fact]
    public void Target_names_ignore_case_and_may_be_joined_by_plus_or_given_after_target()
    {
        Assert.Equal(["A", "B"], sandbox.Run<ChainBuild>("a+b").Logged);
        Assert.Equal(["A", "B"], sandbox.Run<ChainBuild>("--target", "A", "B").Logged);
        Assert.Equal(["A", "B"], sandbox.Run<ChainBuild>("A", "--target", "B").Logged);
    }

    [Fact]
    public void Independent_targets_run_in_the_order_of_the_command_line() =>
        Assert.Equal(["Last", "First"], sandbox.Run<OrderedBuild>("Last", "First").Logged);

    [Fact]
    public void A_dependency_needed_twice_runs_once() =>
        Assert.Equal(["Shared", "Left", "Right", "Both"], sandbox.Run<OrderedBuild>("Both").Logged);

    [Fact]
    public void DependentFor_adds_a_dependency_to_the_other_target() =>
        Assert.Equal(["Guest", "Host"], sandbox.Run<OrderedBuild>("Host").Logged);

    [Fact]
    public void After_and_Before_order_targets_that_run_anyway_and_add_none()
    {
        Assert.Equal(["Early", "Middle", "Late"], sandbox.Run<OrderedBuild>("Late", "Middle", "Early").Logged);
        Assert.Equal(["Late"], sandbox.Run<OrderedBuild>("Late").Logged);
        Assert.Equal(["Early"], sandbox.Run<OrderedBuild>("Early").Logged);
    }

    [Fact]
    public void A_target_that_is_no_property_of_the_build_is_named_as_a_fault()
    {
        var outcome = sandbox.Run<StrayBuild>();

        Assert.Equal(255, outcome.ExitCode);
        Assert.Contains("DependsOn(...) of target 'Default' names something that is not a target", outcome.Error);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class OrderedBuild : NukeBuild
    {
        private Target First => _ => _.Executes(() => Log.Information("First"));

        private Target Last => _ => _.Executes(() => Log.Information("Last"));

        private Target Shared => _ => _.Executes(() => Log.Information("Shared"));

        private Target Left => _ => _.DependsOn(Shared).Executes(() => Log.Information("Left"));

        private Target Right => _ => _.DependsOn(Shared).Executes(() => Log.Information("Right"));

        private Target Both => _ => _.DependsOn(Left, Right).Executes(() => Log.Information("Both"));

        private Target Host => _ => _.Executes(() => Log.Information("Host"));

        private Target Guest => _ => _.DependentFor(Host).Executes(() => Log.Information("Guest"));

        private Target Late => _ => _.After(Middle).Executes(() => Log.Information("Late"));

        private Target Middle => _ => _.Executes(() => Log.Information("Middle"));

        private Target Early => _ => _.Before(Middle).Executes(() => Log.Information("Early"));
    }

    private sealed class StrayBuild : NukeBuild
    {
        private Target Default => _ => _.DependsOn(_ => _.Description("not a property")).Executes(() => { });
    }
}
