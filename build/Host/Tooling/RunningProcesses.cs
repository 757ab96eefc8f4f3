using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nuke.Common.Tooling;

/// <summary>The processes that end when the build is interrupted.</summary>
internal static partial class RunningProcesses
{
    private const int Interrupt = 2;
    private static readonly List<Process> Started = [];

    public static void Start(Process process)
    {
        // Within the lock, so that an interruption finds every process that has begun.
        lock (Started)
        {
            process.Start();
            Started.Add(process);
        }
    }

    public static void Forget(Process process)
    {
        lock (Started)
            Started.Remove(process);
    }

    /// <summary>
    /// Asks all of them to stop, as Ctrl+C does. Where they share the terminal's foreground group with the build, a Ctrl+C
    /// (<paramref name="fromTerminal"/>) has reached them already, and a second interrupt would mean "at once" to them.
    /// </summary>
    public static void InterruptAll(bool fromTerminal)
    {
        if (OperatingSystem.IsWindows() || (fromTerminal && OwnsTerminal()))
            return;
        ForEachRunning(process => _ = SendSignal(process.Id, Interrupt));
    }

    /// <summary>Ends all of them at once, with the processes they have started.</summary>
    public static void KillAll() => ForEachRunning(process => process.Kill(entireProcessTree: true));

    private static void ForEachRunning(Action<Process> action)
    {
        lock (Started)
        {
            foreach (var process in Started.Where(process => !process.HasExited))
                action(process);
        }
    }

    private static bool OwnsTerminal() => ForegroundGroup(0) is var group && group > 0 && group == OwnGroup();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int ForegroundGroup(int terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int OwnGroup();
}
