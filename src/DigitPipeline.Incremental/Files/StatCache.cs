using System.Security.Cryptography;
using System.Text;

namespace DigitPipeline.Incremental.Files;

/// <summary>
/// Digests of files that were read before, so that a file whose state (size, times, inode) is the same is not read again.
/// A file that changed within the clock's last tick before it was read could change again without a trace, so it is never remembered.
/// </summary>
public sealed class StatCache
{
    private const int Version = 1;
    private const long FineTickNs = 20_000_000, CoarseTickNs = 2_000_000_000;

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
        if (IsSettled(state, readAtNs)) _known[path] = (state, digest);
        else _known.Remove(path);
    }

    /// <summary>Now, in the unit of <see cref="FileState"/>.</summary>
    public static long NowNs() => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;

    // File systems without sub-second times show times that are whole seconds, and some count in steps of two.
    private static bool IsSettled(FileState state, long readAtNs)
    {
        var tick = state.ChangedNs % 1_000_000_000 == 0 ? CoarseTickNs : FineTickNs;
        return state.ChangedNs < readAtNs - tick;
    }

    /// <summary>Reads a cache; one that is absent or damaged is empty.</summary>
    public static StatCache Load(string path)
    {
        var cache = new StatCache();
        if (!File.Exists(path)) return cache;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 40 || !SHA256.HashData(bytes.AsSpan(32)).AsSpan().SequenceEqual(bytes.AsSpan(0, 32))) return cache;

        using var reader = new BinaryReader(new MemoryStream(bytes, 32, bytes.Length - 32), Encoding.UTF8);
        if (reader.ReadInt32() != Version) return cache;
        var count = reader.ReadInt32();
        cache._known.EnsureCapacity(count);
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            var state = new FileState(FileKind.File, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadBoolean());
            cache._known[name] = (state, Convert.ToHexStringLower(reader.ReadBytes(32)));
        }

        return cache;
    }

    /// <summary>Writes the cache if it holds something new; entries that nobody asked for are dropped once they are the greater part.</summary>
    public void Save(string path)
    {
        if (!_changed) return;
        var all = _known.Count <= 2 * _used.Count + 1000;
        var kept = _known.Where(entry => all || _used.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();

        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(new byte[32]);
            writer.Write(Version);
            writer.Write(kept.Count);
            foreach (var (name, (state, digest)) in kept)
            {
                writer.Write(name);
                writer.Write(state.Size);
                writer.Write(state.ModifiedNs);
                writer.Write(state.ChangedNs);
                writer.Write(state.Inode);
                writer.Write(state.Executable);
                writer.Write(Convert.FromHexString(digest));
            }
        }

        var bytes = content.ToArray();
        SHA256.HashData(bytes.AsSpan(32), bytes);
        AtomicFile.Write(path, bytes, durable: false);
        _changed = false;
    }
}
