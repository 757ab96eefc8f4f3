using System.Diagnostics;
using System.Runtime.InteropServices;
using Nuke.Common.Tooling;

namespace Nuke.Common.Execution;

/// <summary>
/// Ctrl+C and SIGTERM. The first one asks the running processes to stop and lets the build end in order; the second ends
/// everything at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit code of an interrupted build.</summary>
    public const int ExitCode = 130;

    // A group-wide signal can arrive twice, from the terminal and from the starting program; nobody presses Ctrl+C twice this fast.
    private static readonly TimeSpan SamePress = TimeSpan.FromMilliseconds(200);

    private static Interruption? current;

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action<string> say;
    private long firstSignal;
    private bool ending;

    private Interruption(Action<string> say)
    {
        this.say = say;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            registrations.Add(PosixSignalRegistration.Create(signal, Receive));
    }

    /// <summary>Whether the build was asked to stop.</summary>
    public bool Requested => Interlocked.Read(ref firstSignal) != 0;

    /// <summary>Listens until disposed of; <paramref name="say"/> gets what the person at the keyboard should know.</summary>
    public static Interruption Listen(Action<string> say) => current = new Interruption(say);

    /// <summary>Throws when the build was asked to stop, so that nothing new is started.</summary>
    public static void ThrowIfRequested()
    {
        if (current is { Requested: true, ending: false })
            throw new OperationCanceledException("The build was interrupted.");
    }

    /// <summary>From here on processes can be started again: what is assured after a failure runs after an interruption too.</summary>
    public void BeginEnding() => ending = true;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        current = null;
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        var now = Stopwatch.GetTimestamp();
        var first = Interlocked.CompareExchange(ref firstSignal, now, 0);
        if (first == 0)
        {
            say("Interrupted: stopping in order. Once more stops at once.");
            RunningProcesses.InterruptAll(fromTerminal: context.Signal == PosixSignal.SIGINT);
        }
        else if (Stopwatch.GetElapsedTime(first, now) > SamePress)
        {
            RunningProcesses.KillAll();
            Environment.Exit(ExitCode);
        }
    }
}
