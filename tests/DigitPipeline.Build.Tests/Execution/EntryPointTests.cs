using DigitPipeline.Build.Tests.Samples;

namespace DigitPipeline.Build.Tests.Execution;

public sealed class EntryPointTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Execute_takes_arguments_working_directory_and_exit_code_from_and_to_the_process()
    {
        using var good = BuildProcess.Start(sandbox, nameof(ChainBuild), "B", "--no-logo");
        var outcome = good.End();
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["A", "B"], outcome.Logged);

        using var bad = BuildProcess.Start(sandbox, nameof(ChainBuild), "--no-such-thing");
        Assert.Equal(64, bad.End().ExitCode);
    }

    public void Dispose() => sandbox.Dispose();
}
