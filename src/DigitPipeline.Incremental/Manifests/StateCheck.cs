using System.Collections.Concurrent;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>
/// Compares a table with the file system. What has another state, or a state that cannot be trusted, is looked at again: a file that
/// was touched but holds the same bytes is the same. The rows then take the new states.
/// </summary>
internal sealed class StateCheck
{
    private const int Chunk = 1024;

    private readonly StateTable _table;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<int> _refreshed = [];

    private readonly Func<string, bool>? _ignored;

    private StateCheck(StateTable table, Func<string, bool>? ignored, CancellationToken cancellation) =>
        (_table, _ignored, _cancellation) = (table, ignored, cancellation);

    /// <summary>What is not as it was, in words; null when all is.</summary>
    public string? Difference { get; private set; }

    /// <summary>The rows that took a new state.</summary>
    public IReadOnlyCollection<int> Refreshed => _refreshed;

    /// <summary>Compares all rows.</summary>
    /// <param name="table">The rows; they take what they are found to be.</param>
    /// <param name="ignored">Names in folders that do not count.</param>
    /// <param name="cancellation">Ends it.</param>
    public static StateCheck Of(StateTable table, Func<string, bool>? ignored = null, CancellationToken cancellation = default)
    {
        var check = new StateCheck(table, ignored, cancellation);
        var suspects = check.Suspects();
        check.Difference = check.Plain(suspects) ?? check.Listed(suspects) ?? check.Read(suspects);
        return check;
    }

    private List<(int Row, FileState State)> Suspects()
    {
        var suspects = new ConcurrentBag<(int Row, FileState State)>();
        var chunks = (_table.Count + Chunk - 1) / Chunk;
        Action<int> chunk = number => AddSuspects(number * Chunk, Math.Min(_table.Count, (number + 1) * Chunk), suspects);
        if (chunks <= 1) chunk(0);
        else Parallel.For(0, chunks, chunk);
        return [.. suspects.OrderBy(suspect => suspect.Row)];
    }

    private void AddSuspects(int from, int to, ConcurrentBag<(int Row, FileState State)> suspects)
    {
        Span<byte> path = stackalloc byte[LibC.LongestPath];
        for (var i = from; i < to; i++)
        {
            ref readonly var row = ref _table.Row(i);
            var state = LibC.Available && _table.TryCopyPath(row, path) ? FileState.Of(path) : FileState.Of(_table.PathOf(i));
            var same = row.Kind == SeenKind.Existence ? state.Kind == row.State.Kind : row.Settled && state == row.State;
            if (!same) suspects.Add((i, state));
        }
    }

    // What can be told without looking into anything.
    private string? Plain(List<(int Row, FileState State)> suspects)
    {
        foreach (var (index, state) in suspects)
        {
            ref readonly var row = ref _table.Row(index);
            if (state.Kind != row.State.Kind) return $"{_table.PathOf(index)} {(state.Kind == FileKind.Missing ? "is gone" : "is something else")}";
            if (row.Kind != SeenKind.Content) continue;
            if (state.Size != row.State.Size) return $"{_table.PathOf(index)} changed (another size)";
            if (state.Executable != row.State.Executable) return $"{_table.PathOf(index)} changed (executable or not)";
        }

        return null;
    }

    private string? Listed(List<(int Row, FileState State)> suspects)
    {
        foreach (var (index, state) in suspects)
        {
            if (_table.Row(index).Kind != SeenKind.Names) continue;
            var (path, listedAtNs) = (_table.PathOf(index), FileClock.NowNs());
            if (FolderNames.Digest(FolderNames.Of(path).Where(name => _ignored?.Invoke(name) != true)) != _table[index].Digest) return $"{path} holds other names";
            Refresh(index, state, listedAtNs);
        }

        return null;
    }

    private string? Read(List<(int Row, FileState State)> suspects)
    {
        string? difference = null;
        var contents = suspects.Where(suspect => _table.Row(suspect.Row).Kind == SeenKind.Content).ToList();
        Action<int, ParallelLoopState?> read = (i, loop) =>
        {
            var (row, state) = contents[i];
            if (SteadyRead.Of(_table.PathOf(row), state) is { } steady && steady.Digest == _table[row].Digest)
            {
                Refresh(row, steady.State, steady.ReadAtNs);
                return;
            }

            Interlocked.CompareExchange(ref difference, $"{_table.PathOf(row)} changed", null);
            loop?.Stop();
        };
        if (contents.Count == 1) read(0, null);
        else if (contents.Count > 1) Parallel.For(0, contents.Count, new ParallelOptions { CancellationToken = _cancellation }, read);
        return difference;
    }

    private void Refresh(int index, FileState state, long lookedAtNs)
    {
        _table.Row(index).Set(state, FileClock.IsSettled(state, lookedAtNs));
        _refreshed.Add(index);
    }
}
