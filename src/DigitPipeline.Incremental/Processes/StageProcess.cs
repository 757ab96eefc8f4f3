using System.ComponentModel;
using System.Diagnostics;
using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Processes;

/// <summary>The usual action of a stage: a program that writes into the output folder. It ends when the build is told to end.</summary>
public static class StageProcess
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>Runs a program with this process's terminal and returns its exit code.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="run">The run of the stage.</param>
    /// <exception cref="StageException">The program cannot be started (69), or the run was interrupted (130).</exception>
    public static int Run(string program, IEnumerable<string> arguments, StageRun run)
    {
        using var process = Start(program, arguments);
        if (ProcessIdentity.Of(process.Id) is not null) run.ChildStarted(process.Id);
        using (run.Cancellation.Register(() => Ask(process)))
        {
            WaitForExit(process, run.Cancellation);
        }

        return run.Cancellation.IsCancellationRequested ? throw StageException.Interrupted() : process.ExitCode;
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })
                ?? throw new StageException($"{program} did not start", ExitCodes.Unavailable);
        }
        catch (Win32Exception error)
        {
            throw new StageException($"{program} cannot be started: {error.Message}", ExitCodes.Unavailable, error);
        }
    }

    private static void WaitForExit(Process process, CancellationToken cancellation)
    {
        var ended = process.WaitForExitAsync(CancellationToken.None);
        WaitHandle[] either = [((IAsyncResult)ended).AsyncWaitHandle, cancellation.WaitHandle];
        if (WaitHandle.WaitAny(either) == 0 || ended.Wait(Grace, CancellationToken.None)) return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    // Ctrl+C at a terminal reaches the program too; being asked once more, in another way, does it no harm.
    private static void Ask(Process process)
    {
        if (LibC.Available) _ = LibC.Kill(process.Id, LibC.SigTerm);
        else process.Kill(entireProcessTree: true);
    }
}
