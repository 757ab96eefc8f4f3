namespace Fuzz;

/// <summary>Ends the process, and says on which input, where a parser does not come back.</summary>
internal sealed class Watch : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string name;
    private readonly Timer timer;
    private byte[]? input;
    private byte[]? seen;

    public Watch(string name)
    {
        this.name = name;
        timer = new Timer(_ => Look(), null, Longest, Longest);
    }

    /// <summary>Told of each input before it is read.</summary>
    public void Begin(byte[] next) => Volatile.Write(ref input, next);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var now = Volatile.Read(ref input);
        if (now is not null && ReferenceEquals(now, seen))
        {
            Environment.FailFast($"{name}: no end after {Longest.TotalSeconds} s on {FuzzRun.Shown(now)}");
        }

        seen = now;
    }
}
