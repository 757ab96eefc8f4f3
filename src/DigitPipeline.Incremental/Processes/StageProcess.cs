using System.ComponentModel;
using System.Diagnostics;
using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Processes;

/// <summary>The usual action of a stage: a program that writes into the output folder. It ends when the build is told to end.</summary>
public static class StageProcess
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string> None = [];
    private static readonly TimeSpan TerminalGrace = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program for a stage, with this process's terminal, and returns its exit code.</summary>
    /// <param name="program">Full path, or a name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="run">The run of the stage.</param>
    /// <exception cref="StageException">The program cannot be started (69), or the run was interrupted (130).</exception>
    public static int Run(string program, IEnumerable<string> arguments, StageRun run) =>
        Run(program, arguments, run.Variables, run.ChildStarted, run.Cancellation);

    /// <inheritdoc cref="Run(string, IEnumerable{string}, StageRun)"/>
    public static int Run(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Run(program, arguments, None, null, cancellation);

    private static int Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, Action<int>? started, CancellationToken cancellation)
    {
        using var process = Start(program, arguments, variables);
        RunningChildren.Add(process);
        try
        {
            started?.Invoke(process.Id);
            WaitForExit(process, cancellation);
        }
        finally
        {
            RunningChildren.Remove(process);
        }

        return cancellation.IsCancellationRequested ? throw StageException.Interrupted() : process.ExitCode;
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        try
        {
            return Process.Start(start)
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
        if (WaitHandle.WaitAny(either) == 0) return;

        // Ctrl+C at a terminal has reached the program already, and twice would mean: at once.
        if (!Console.IsInputRedirected && ended.Wait(TerminalGrace, CancellationToken.None)) return;
        if (LibC.Available) _ = LibC.Kill(process.Id, LibC.SigTerm);
        if (LibC.Available && ended.Wait(Grace, CancellationToken.None)) return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }
}
