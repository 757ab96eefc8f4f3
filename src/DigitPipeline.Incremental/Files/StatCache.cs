using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Incremental.Files;

/// <summary>
/// Digests of files that were read before, so that a file whose state (size, times, inode) is the same is not read again.
/// A file that is not settled (see <see cref="FileClock"/>) could change without a trace, so it is never remembered.
/// </summary>
public sealed class StatCache
{
    private readonly Dictionary<string, (FileState State, string Digest)> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private bool _changed;

    /// <summary>The remembered digest, when the file is still as it was.</summary>
    public string? Find(string path, FileState state)
    {
        if (!_known.TryGetValue(path, out var entry) || entry.State != state) return null;
        _used.Add(path);
        return entry.Digest;
    }

    /// <summary>Remembers a digest.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="state">Its state before it was read, which must also be its state afterwards.</param>
    /// <param name="digest">Its SHA-256.</param>
    /// <param name="readAtNs">When reading began, in nanoseconds since 1970.</param>
    public void Remember(string path, FileState state, string digest, long readAtNs)
    {
        _used.Add(path);
        _changed = true;
        if (FileClock.IsSettled(state, readAtNs)) _known[path] = (state, digest);
        else _known.Remove(path);
    }

    /// <summary>Takes over what was found out elsewhere about a file.</summary>
    internal void Learn(SeenPath seen)
    {
        if (seen is not { Kind: SeenKind.Content, Settled: true }) return;
        _known[seen.Path] = (seen.State, seen.Digest);
        _used.Add(seen.Path);
        _changed = true;
    }

    /// <summary>Reads a cache; one that is absent or damaged is empty.</summary>
    public static StatCache Load(string path)
    {
        var cache = new StatCache();
        if (StateFile.Read(path) is not var (_, table)) return cache;
        cache._known.EnsureCapacity(table.Count);
        for (var i = 0; i < table.Count; i++)
        {
            var seen = table[i];
            cache._known[seen.Path] = (seen.State, seen.Digest);
        }

        return cache;
    }

    /// <summary>Writes the cache if it holds something new; entries that nobody asked for are dropped once they are the greater part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="everything">Whether nothing is dropped, since not everything was asked for that is needed.</param>
    public void Save(string path, bool everything = false)
    {
        if (!_changed) return;
        var all = everything || _known.Count <= 2 * _used.Count + 1000;
        var kept = _known.Where(entry => all || _used.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new SeenPath(entry.Key, SeenKind.Content, entry.Value.State, true, entry.Value.Digest)).ToList();
        StateFile.Write(path, [], StateTable.ToBytes(kept));
        _changed = false;
    }
}
