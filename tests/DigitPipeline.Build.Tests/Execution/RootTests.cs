using DigitPipeline.Build.Tests.Samples;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class RootTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void The_root_is_the_first_folder_upwards_that_holds_the_nuke_folder()
    {
        sandbox.WorkingDirectory = (sandbox.Root / "src" / "deep").CreateDirectory();

        Assert.Equal([sandbox.Root.ToString()], sandbox.Run<Sample>().Logged);
    }

    [Fact]
    public void Root_names_another_folder_relative_to_the_working_directory()
    {
        var other = (sandbox.Root / "other place").CreateDirectory();

        Assert.Equal([other.ToString()], sandbox.Run<Sample>("--root", "other place").Logged);
        Assert.True((other / ".nuke" / "temp").DirectoryExists());
    }

    [Fact]
    public void A_root_that_is_not_there_is_rejected()
    {
        var outcome = sandbox.Run<Sample>("--root", "nowhere");

        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains("--root nowhere: there is no folder", outcome.Error);
    }

    [Fact]
    public void Without_a_nuke_folder_the_build_ends_with_134_and_says_what_to_do()
    {
        sandbox.Nuke.DeleteDirectory();

        var outcome = sandbox.Run<ChainBuild>();

        Assert.Equal(134, outcome.ExitCode);
        Assert.Contains("No folder '.nuke' in", outcome.Error);
        Assert.Contains("--root PATH", outcome.Error);
    }

    public void Dispose() => sandbox.Dispose();

    private sealed class Sample : NukeBuild
    {
        private readonly AbsolutePath ownRoot = RootDirectory;

        private Target Default => _ => _.Executes(() => Log.Information("{Root:l}", ownRoot));
    }
}
