using Nuke.Common;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class CircularDependencyTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_cycle_is_named_even_when_the_targets_asked_for_are_not_in_it()
    {
        var outcome = sandbox.Run<Sample>("Default");

        Assert.Equal(255, outcome.ExitCode);
        Assert.Contains("Circular dependency between targets: A -> B -> C -> A.", outcome.Error);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private Target Default => _ => _.Executes(() => { });

        private Target A => _ => _.DependsOn(B);

        private Target B => _ => _.After(C);

        private Target C => _ => _.TriggeredBy(A);
    }
}
