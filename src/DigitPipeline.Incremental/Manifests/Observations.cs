using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>Every path that the decisions of a run looked at. While none of them changes, the same run would decide the same.</summary>
public sealed class Observations
{
    private static readonly string NoDigest = new('0', 64);

    private readonly Dictionary<string, SeenPath> _paths = new(StringComparer.Ordinal);

    /// <summary>Whether a file may have been seen with two contents, so that decisions were made on both.</summary>
    public bool Contradictory { get; private set; }

    /// <summary>Something was read that may have changed before it could be noted.</summary>
    public void Doubt() => Contradictory = true;

    /// <summary>Everything seen, in ordinal order of the paths.</summary>
    public IReadOnlyList<SeenPath> All => [.. _paths.Values.OrderBy(path => path.Path, StringComparer.Ordinal)];

    /// <summary>What is at a path and below it is made anew: what was seen there does not count any more.</summary>
    public void Forget(string path)
    {
        var below = path + Path.DirectorySeparatorChar;
        foreach (var old in _paths.Keys.Where(old => old == path || old.StartsWith(below, StringComparison.Ordinal)).ToList()) _paths.Remove(old);
    }

    /// <summary>The content of a file was used.</summary>
    public void File(string path, FileState state, string digest, bool settled) =>
        Add(new SeenPath(path, SeenKind.Content, state, settled, digest));

    /// <summary>The names in a folder were used.</summary>
    public void Folder(FolderEntry folder) => Add(new SeenPath(
        folder.Path, SeenKind.Names, folder.State, FileClock.IsSettled(folder.State, folder.ListedAtNs), folder.Names));

    /// <summary>Only what is there was used.</summary>
    public void Existence(string path, FileState state)
    {
        if (!_paths.ContainsKey(path)) _paths[path] = new SeenPath(path, SeenKind.Existence, state, true, NoDigest);
    }

    private void Add(SeenPath seen)
    {
        if (_paths.TryGetValue(seen.Path, out var before) && before.Kind == seen.Kind && before.Digest != seen.Digest) Contradictory = true;
        _paths[seen.Path] = seen;
    }
}
