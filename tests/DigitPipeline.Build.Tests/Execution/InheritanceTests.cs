using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class InheritanceTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_build_has_the_targets_of_its_base_class() =>
        Assert.Equal(["Common"], sandbox.Run<Special>("Common").Logged);

    [Fact]
    public void Base_takes_over_what_the_overridden_target_does() =>
        Assert.Equal(["Common", "base", "more"], sandbox.Run<Special>("Overridden").Logged);

    [Fact]
    public void Inherit_takes_over_what_another_target_does() =>
        Assert.Equal(["Common", "copy"], sandbox.Run<Special>("Copy").Logged);

    public void Dispose() => sandbox.Dispose();

    private abstract class General : NukeBuild
    {
        protected Target Common => _ => _.Executes(() => Log.Information("Common"));

        protected virtual Target Overridden => _ => _.DependsOn(Common).Executes(() => Log.Information("base"));
    }

    private sealed class Special : General
    {
        protected override Target Overridden => _ => _.Base().Executes(() => Log.Information("more"));

        private Target Copy => _ => _.Inherit(Common).Executes(() => Log.Information("copy"));
    }
}
