using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Verification;

/// <summary>The state of everything below some folders, to see afterwards what was written there.</summary>
internal sealed class FolderWatch
{
    private readonly IReadOnlyCollection<string> _folders, _allowed;
    private readonly Dictionary<string, FileState> _before;

    /// <summary>Takes the state as it is now.</summary>
    /// <param name="folders">Full paths of the folders.</param>
    /// <param name="allowed">Full paths of what may be written: these and all below them.</param>
    public FolderWatch(IReadOnlyCollection<string> folders, IReadOnlyCollection<string> allowed)
    {
        (_folders, _allowed) = (folders, allowed);
        _before = States();
    }

    /// <summary>What was made, changed or removed since: the first few of each.</summary>
    public IReadOnlyList<string> Written()
    {
        var now = States();
        var made = now.Keys.Where(path => !_before.ContainsKey(path)).Select(path => $"{path} was made");
        var changed = now.Where(path => _before.TryGetValue(path.Key, out var before) && Differs(before, path.Value)).Select(path => $"{path.Key} was changed");
        var removed = _before.Keys.Where(path => !now.ContainsKey(path)).Select(path => $"{path} was removed");
        return [.. made.Concat(changed).Concat(removed).Order(StringComparer.Ordinal)];
    }

    // A folder's times change with the names in it, which are looked at themselves.
    private static bool Differs(FileState before, FileState now) => before.Kind != now.Kind
        || (now.Kind == FileKind.File && (before.Size, before.ModifiedNs, before.Inode, before.Executable) != (now.Size, now.ModifiedNs, now.Inode, now.Executable));

    private Dictionary<string, FileState> States()
    {
        var states = new Dictionary<string, FileState>(StringComparer.Ordinal);
        foreach (var folder in _folders.Where(Directory.Exists)) Add(folder, states);
        return states;
    }

    private void Add(string folder, Dictionary<string, FileState> states)
    {
        foreach (var name in FolderNames.Of(folder))
        {
            var path = Path.Join(folder, name);
            if (_allowed.Contains(path) || !states.TryAdd(path, FileState.Of(path))) continue;
            if (states[path].Kind == FileKind.Folder && new DirectoryInfo(path).LinkTarget is null) Add(path, states);
        }
    }
}
