namespace DigitPipeline.Incremental.Files;

/// <summary>Every file below a folder, in ordinal order of its relative name: never in the order of the file system.</summary>
public static class FolderListing
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>
    /// The files below the folder. Links to files count as the file; links to folders are not followed into (they may form a circle)
    /// and are an error.
    /// </summary>
    /// <param name="root">An existing folder.</param>
    /// <param name="wanted">Which relative names count; null: all.</param>
    public static List<FileEntry> Of(string root, Func<string, bool>? wanted = null)
    {
        var found = new List<FileEntry>();
        Add(root, "", wanted, found);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    private static void Add(string folder, string prefix, Func<string, bool>? wanted, List<FileEntry> found)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", Everything))
        {
            var name = prefix + Path.GetFileName(path);
            var state = FileState.Of(path);
            if (state.Kind == FileKind.Folder)
            {
                if (new DirectoryInfo(path).LinkTarget is { } target)
                    throw StageException.BadInput($"{path} is a link to the folder {target}: link files instead, or copy the folder");
                Add(path, name + "/", wanted, found);
            }
            else if (wanted?.Invoke(name) != false)
            {
                if (state.Kind != FileKind.File)
                    throw StageException.BadInput($"{path} is {(state.Kind == FileKind.Missing ? "a link to nothing" : "not a file")}: remove it");
                found.Add(new FileEntry(name, path, state));
            }
        }
    }
}
