using DigitPipeline.Build.Tests.Samples;

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

    public void Dispose() => sandbox.Dispose();
}
