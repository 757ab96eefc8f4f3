namespace DigitPipeline.Incremental.Files;

/// <summary>Every file below a folder, in ordinal order of its relative name: never in the order of the file system.</summary>
public static class FolderListing
{
    private const int Chunk = 512;

    /// <summary>
    /// The files below the folder. Links to files count as the file; links to folders are not followed into (they may form a circle)
    /// and are an error.
    /// </summary>
    /// <param name="root">An existing folder.</param>
    /// <param name="wanted">Which relative names count; null: all.</param>
    /// <param name="listed">Told of each folder that was looked into.</param>
    public static List<FileEntry> Of(string root, Func<string, bool>? wanted = null, Action<FolderEntry>? listed = null)
    {
        var found = new List<FileEntry>();
        Add(Path.TrimEndingDirectorySeparator(root), "", wanted, listed, found);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    private static void Add(string folder, string prefix, Func<string, bool>? wanted, Action<FolderEntry>? listed, List<FileEntry> found)
    {
        var listedAtNs = FileClock.NowNs();
        var before = FileState.Of(folder);
        var names = FolderNames.Of(folder);
        listed?.Invoke(new FolderEntry(folder, before, FolderNames.Digest(names), listedAtNs));

        var entries = new FileEntry[names.Count];
        ForEach(entries.Length, i =>
        {
            var path = Path.Join(folder, names[i]);
            entries[i] = new FileEntry(prefix.Length == 0 ? names[i] : prefix + names[i], path, FileState.Of(path));
        });
        foreach (var entry in entries)
        {
            if (entry.State.Kind == FileKind.Folder) AddFolder(entry, wanted, listed, found);
            else if (wanted?.Invoke(entry.Name) != false) AddFile(entry, found);
        }
    }

    private static void AddFolder(FileEntry entry, Func<string, bool>? wanted, Action<FolderEntry>? listed, List<FileEntry> found)
    {
        if (new DirectoryInfo(entry.Path).LinkTarget is { } target)
            throw StageException.BadInput($"{entry.Path} is a link to the folder {target}: link files instead, or copy the folder");
        Add(entry.Path, entry.Name + "/", wanted, listed, found);
    }

    private static void AddFile(FileEntry entry, List<FileEntry> found)
    {
        if (entry.State.Kind == FileKind.Other) throw StageException.BadInput($"{entry.Path} is not a file: remove it");
        if (entry.State.Kind == FileKind.File) found.Add(entry);
        else if (entry.Name.Contains('\uFFFD')) throw StageException.BadInput($"{entry.Path} has a name that is no UTF-8: rename it");
        else if (new FileInfo(entry.Path).LinkTarget is not null) throw StageException.BadInput($"{entry.Path} is a link to nothing: remove it");
        // Else it was removed since the folder was listed.
    }

    // Asking for states is the greater part of the work in large folders, and the kernel answers on all cores.
    private static void ForEach(int count, Action<int> action)
    {
        if (count <= Chunk)
        {
            for (var i = 0; i < count; i++) action(i);
            return;
        }

        Parallel.For(0, (count + Chunk - 1) / Chunk, chunk =>
        {
            for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++) action(i);
        });
    }
}
