using System.Runtime.InteropServices;

namespace DigitPipeline.Cli.Execution;

/// <summary>
/// Ctrl+C and SIGTERM: the first stops cleanly, another one at once. A terminal and the build may both pass on the same Ctrl+C, so
/// signals that come together count as one.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private long first;

    public Interruption() => registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        var now = TimeProvider.System.GetTimestamp();
        var before = Interlocked.CompareExchange(ref first, now, 0);
        context.Cancel = before == 0 || TimeProvider.System.GetElapsedTime(before, now) < Together;
        if (before == 0)
        {
            source.Cancel();
        }
    }
}
