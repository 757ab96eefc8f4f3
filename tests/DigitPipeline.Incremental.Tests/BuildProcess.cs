using System.Diagnostics;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Tests;

/// <summary>A build in a process of its own, so that a test can kill it.</summary>
internal static class BuildProcess
{
    public const string Verb = "run-a-build";

    // The program says that it is there only when the build has noted it, since it may be killed from then on.
    private const string Script = """[ -z "$STUBBORN" ] || trap '' TERM INT; until grep -q '"child"' "$0"; do :; done; echo child $$; exec sleep 600""";

    /// <summary>Starts a build whose stage writes <c>half</c>, says so on standard output, and whose child then waits.</summary>
    /// <param name="pipeline">The pipeline's folder.</param>
    /// <param name="stubborn">Whether the child does not end when it is asked to.</param>
    public static Process Start(string pipeline, bool stubborn = false)
    {
        var assembly = typeof(BuildProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, Verb, pipeline]) { RedirectStandardOutput = true };
        start.Environment["STUBBORN"] = stubborn ? "1" : "";
        return Process.Start(start)!;
    }

    public static int Run(string pipeline)
    {
        using var interruption = new Interruption();
        using var session = StageSession.Open(new SessionOptions
        {
            Layout = new PipelineLayout(pipeline, pipeline + ".store"),
            Command = Verb,
            Cancellation = interruption.Token,
        });
        return session.Run(new Stage { Name = "train", KeepsState = true, Action = run => Action(run, Path.Combine(pipeline, ".stages", "owner.json")) }).ExitCode;
    }

    private static int Action(StageRun run, string owner)
    {
        File.WriteAllText(Path.Combine(run.Output, "half"), "done");
        File.WriteAllText(Path.Combine(run.State!, "step"), "7");
        return StageProcess.Run("/bin/sh", ["-c", Script, owner], run);
    }
}
