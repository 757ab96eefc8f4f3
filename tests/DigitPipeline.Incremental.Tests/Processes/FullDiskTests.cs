using System.Diagnostics;

namespace DigitPipeline.Incremental.Tests.Processes;

public sealed class FullDiskTests
{
    [Fact]
    public void A_full_disk_ends_with_74_and_the_last_good_outputs_stay()
    {
        var mount = Directory.CreateTempSubdirectory("digit-pipeline-small-disk-").FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount), "not run: a small tmpfs cannot be mounted here");
        try
        {
            using var pipeline = new TemporaryPipeline(mount);
            pipeline.Write("data/1.xml", "one");
            pipeline.Build(pipeline.Copy());
            pipeline.Write("data/2.xml", "two");
            var good = File.ReadAllText(pipeline.Output("a/names.txt"));
            var result = pipeline.Build(pipeline.Copy() with { Action = Fill })[0];
            Assert.Equal((Outcome.Failed, 74), (result.Outcome, result.ExitCode));
            Assert.Contains("no space left", result.Reason);
            Assert.Equal(good, File.ReadAllText(pipeline.Output("a/names.txt")));
            Assert.Equal(Outcome.Executed, pipeline.Build(pipeline.Copy())[0].Outcome);
        }
        finally
        {
            Run("umount", mount);
            Directory.Delete(mount);
        }
    }

    private static int Fill(StageRun run)
    {
        using var stream = File.Create(Path.Combine(run.Output, "names.txt"));
        for (var i = 0; i < 64; i++) stream.Write(new byte[1 << 16]);
        return 0;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
