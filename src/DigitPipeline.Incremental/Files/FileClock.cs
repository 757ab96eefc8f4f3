namespace DigitPipeline.Incremental.Files;

/// <summary>
/// When a file's times can be trusted. Clocks of file systems tick: a file that changed within the last tick before it was read could
/// change again and keep its times.
/// </summary>
public static class FileClock
{
    private const long FineTickNs = 20_000_000, CoarseTickNs = 2_000_000_000;

    /// <summary>What it goes by; tests set it back.</summary>
    internal static TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Now, in the unit of <see cref="FileState"/>.</summary>
    public static long NowNs() => (Time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) * 100;

    /// <summary>Whether any later change would show in the state of what was read at this time.</summary>
    public static bool IsSettled(FileState state, long readAtNs) => SettledAtNs(state) < readAtNs;

    /// <summary>The time after which what is read is settled.</summary>
    // File systems without sub-second times show times that are whole seconds, and some count in steps of two.
    public static long SettledAtNs(FileState state) =>
        state.ChangedNs + (state.ChangedNs % 1_000_000_000 == 0 ? CoarseTickNs : FineTickNs);
}
