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
        Run(Described(program, arguments, run.Variables), run.ChildStarted, run.Cancellation);

    /// <inheritdoc cref="Run(string, IEnumerable{string}, StageRun)"/>
    public static int Run(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Run(Described(program, arguments, None), null, cancellation);

    /// <summary>Runs a program whose standard output is of no use to the build's reader, and returns its exit code.</summary>
    /// <inheritdoc cref="Run(string, IEnumerable{string}, StageRun)"/>
    public static int RunUnheard(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = Described(program, arguments, None);
        start.RedirectStandardOutput = true;
        return Run(start, null, cancellation);
    }

    /// <summary>Runs a program that is described in full.</summary>
    internal static int Run(ProcessStartInfo start, Action<int>? started, CancellationToken cancellation)
    {
        using var process = Start(start);
        RunningChildren.Add(process);
        try
        {
            if (start.RedirectStandardOutput) process.BeginOutputReadLine();
            started?.Invoke(process.Id);
            WaitForExit(process, cancellation);
        }
        finally
        {
            RunningChildren.Remove(process);
        }

        return cancellation.IsCancellationRequested ? throw StageException.Interrupted() : process.ExitCode;
    }

    private static ProcessStartInfo Described(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)
                ?? throw new StageException($"{start.FileName} did not start", ExitCodes.Unavailable);
        }
        catch (Win32Exception error)
        {
            throw new StageException($"{start.FileName} cannot be started: {error.Message}", ExitCodes.Unavailable, error);
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
