using DigitPipeline.Build.Tests.Samples;
using Nuke.Common;
using Serilog;

namespace DigitPipeline.Build.Tests.Reporting;

public sealed class BuildOutputTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_log_line_is_time_level_and_text() =>
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d \[INF\] A$", sandbox.Run<ChainBuild>().Output);

    [Fact]
    public void Each_target_has_a_header() => Assert.Contains("\n║ Default\n", sandbox.Run<ChainBuild>().Output);

    [Fact]
    public void No_logo_leaves_out_the_first_line()
    {
        Assert.StartsWith("Bundled build host", sandbox.Run<ChainBuild>().Output);
        Assert.DoesNotContain("Bundled build host", sandbox.Run<ChainBuild>("--no-logo").Output);
    }

    [Theory]
    [InlineData("Verbose", "trace debug information warning error")]
    [InlineData("Normal", "debug information warning error")]
    [InlineData("Minimal", "warning error")]
    [InlineData("Quiet", "error")]
    public void Verbosity_chooses_what_is_said(string verbosity, string expected) =>
        Assert.Equal(expected, string.Join(' ', sandbox.Run<Talkative>("--verbosity", verbosity).Logged));

    [Fact]
    public void The_summary_is_there_unless_quiet_is_asked_for()
    {
        Assert.Contains("Total", sandbox.Run<Talkative>("--verbosity", "Minimal").Output);
        Assert.DoesNotContain("Total", sandbox.Run<Talkative>("--verbosity", "Quiet").Output);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class Talkative : NukeBuild
    {
        private Target Default => _ => _.Executes(() =>
        {
            Log.Verbose("trace");
            Log.Debug("debug");
            Log.Information("information");
            Log.Warning("warning");
            Log.Error("error");
        });
    }
}
