using System.Runtime.InteropServices;

namespace DigitPipeline.Incremental.Processes;

/// <summary>
/// Ctrl+C and SIGTERM: the first stops cleanly, the second ends the build and all that it runs at once. A terminal and a starting program
/// may both pass on the same Ctrl+C, so signals that come together count as one.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _first;

    /// <summary>Starts listening.</summary>
    public Interruption()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var now = TimeProvider.System.GetTimestamp();
        var first = Interlocked.CompareExchange(ref _first, now, 0);
        if (first == 0)
        {
            _source.Cancel();
        }
        else if (TimeProvider.System.GetElapsedTime(first, now) > Together)
        {
            RunningChildren.KillAll();
            Environment.Exit(ExitCodes.Interrupted);
        }
    }
}
