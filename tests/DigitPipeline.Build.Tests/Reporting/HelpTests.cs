using Nuke.Common;
using Nuke.Common.IO;

namespace DigitPipeline.Build.Tests.Reporting;

public sealed class HelpTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("  Default (default)  What is done without arguments  -> Prepare")]
    [InlineData("  Prepare            Gets things ready")]
    [InlineData("  --batch-size  Pictures in a batch. Default is 4.")]
    [InlineData("  --mode        How it is done. One of Fast, Slow. Default is Fast.")]
    [InlineData("  --output      Where results go. Default is artifacts.")]
    [InlineData("  --target     Targets to run. Default is 'Default'.")]
    public void Help_shows_targets_and_parameters_with_their_meaning(string line)
    {
        var outcome = sandbox.Run<Sample>("--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Logged);
        Assert.Contains(line, outcome.Output.Split('\n'));
    }

    [Fact]
    public void Unlisted_targets_and_parameters_are_left_out()
    {
        var output = sandbox.Run<Sample>("--help").Output;

        Assert.DoesNotContain("Hidden", output);
        Assert.DoesNotContain("--internal", output);
    }

    [Fact]
    public void Help_works_whatever_else_is_wrong_with_the_values()
    {
        sandbox.Environment["BATCH_SIZE"] = "big";

        Assert.Equal(0, sandbox.Run<Sample>("NoSuchTarget", "--help").ExitCode);
    }

    [Fact]
    public void A_build_without_default_target_shows_its_help() =>
        Assert.Contains("Targets (with what they depend on directly):", sandbox.Run<WithoutDefault>().Output);

    public void Dispose() => sandbox.Dispose();

    private enum Mode
    {
        Fast,
        Slow,
    }

    private sealed class Sample : NukeBuild
    {
        [Parameter("Pictures in a batch")] private int BatchSize { get; set; } = 4;

        [Parameter("How it is done")] private Mode Mode { get; set; }

        [Parameter("Where results go.")] private AbsolutePath Output { get; set; } = RootDirectory / "artifacts";

        [Parameter(List = false)] private string? Internal { get; set; }

        private Target Prepare => _ => _.Description("Gets things ready").Executes(() => Serilog.Log.Information("{A}", (BatchSize, Mode, Output, Internal)));

        private Target Hidden => _ => _.Unlisted().Executes(() => { });

        private Target Default => _ => _.Description("What is done without arguments").DependsOn(Prepare).Executes(() => { });
    }

    private sealed class WithoutDefault : NukeBuild
    {
        private Target Only => _ => _.Executes(() => { });
    }
}
