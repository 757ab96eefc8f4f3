namespace DigitPipeline.Incremental.Remote;

/// <summary>Ends a request when the server has been silent for too long, however long the whole request takes.</summary>
internal sealed class SilenceTimer : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _limit;

    public SilenceTimer(TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        _limit = limit;
        _timer = new CancellationTokenSource(limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellation);
    }

    /// <summary>Set when the server was silent, or the build is to end.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Something was sent or has arrived.</summary>
    public void Heard() => _timer.CancelAfter(_limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
