using System.Diagnostics;

namespace DigitPipeline.Incremental.Processes;

/// <summary>The programs that stages run now: they end with the build, however it ends.</summary>
internal static class RunningChildren
{
    private static readonly Lock Door = new();
    private static readonly List<Process> Running = [];

    public static void Add(Process process)
    {
        lock (Door) Running.Add(process);
    }

    public static void Remove(Process process)
    {
        lock (Door) Running.Remove(process);
    }

    /// <summary>Ends all of them at once, with what they have started.</summary>
    public static void KillAll()
    {
        lock (Door)
            foreach (var process in Running.Where(process => !process.HasExited)) process.Kill(entireProcessTree: true);
    }
}
