using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Incremental.Files;

/// <summary>
/// Turns files into content: from the stat cache where nothing moved, else by reading them on all cores. All that it looks at is noted
/// in the observations, if there are any.
/// </summary>
public sealed class ContentReader(StatCache cache, Observations? seen = null)
{
    /// <summary>The content of the files, in the order given.</summary>
    /// <exception cref="StageException">A file changed while it was read, again and again.</exception>
    public FileContent[] Read(IReadOnlyList<FileEntry> files, CancellationToken cancellation = default)
    {
        var contents = new FileContent[files.Count];
        var unknown = new List<int>();
        for (var i = 0; i < files.Count; i++)
        {
            var (name, path, state) = files[i];
            if (cache.Find(path, state) is not { } digest)
            {
                unknown.Add(i);
                continue;
            }

            contents[i] = new FileContent(name, digest, state.Size, state.Executable);
            seen?.File(path, state, digest, settled: true);
        }

        if (unknown.Count == 0) return contents;
        var read = new SteadyRead[unknown.Count];
        var options = new ParallelOptions { CancellationToken = cancellation };
        if (unknown.Count == 1) read[0] = ReadOne(files[unknown[0]]);
        else Parallel.For(0, unknown.Count, options, i => read[i] = ReadOne(files[unknown[i]]));

        for (var i = 0; i < unknown.Count; i++)
        {
            var (name, path, _) = files[unknown[i]];
            var (state, digest, readAtNs) = read[i];
            cache.Remember(path, state, digest, readAtNs);
            contents[unknown[i]] = new FileContent(name, digest, state.Size, state.Executable);
            seen?.File(path, state, digest, FileClock.IsSettled(state, readAtNs));
        }

        return contents;
    }

    /// <summary>The digest of one file, or null when it is not there.</summary>
    public string? Digest(string path)
    {
        var state = FileState.Of(path);
        if (state.Kind == FileKind.File) return Read([new FileEntry(Path.GetFileName(path), path, state)])[0].Digest;
        seen?.Existence(path, state);
        return null;
    }

    /// <summary>Whether anything is there, noted as something that a decision depends on.</summary>
    public FileKind Kind(string path)
    {
        var state = FileState.Of(path);
        seen?.Existence(path, state);
        return state.Kind;
    }

    /// <summary>The names in a folder, noted as something that a decision depends on; empty when it is not there.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        var (listedAtNs, before) = (FileClock.NowNs(), FileState.Of(folder));
        if (before.Kind != FileKind.Folder)
        {
            seen?.Existence(folder, before);
            return [];
        }

        var names = FolderNames.Of(folder);
        seen?.Folder(new FolderEntry(folder, before, FolderNames.Digest(names), listedAtNs));
        return names;
    }

    /// <summary>Notes a file that was read before anyone could watch, since <paramref name="sinceNs"/>: a decision depends on its content.</summary>
    public void Earlier(string path, long sinceNs)
    {
        var state = FileState.Of(path);
        if (Digest(path) is not null && !FileClock.IsSettled(state, sinceNs)) seen?.Doubt();
    }

    /// <summary>What is at a path and below it is about to be made anew.</summary>
    internal void Forget(string path) => seen?.Forget(path);

    /// <summary>The files below a folder, see <see cref="FolderListing"/>.</summary>
    public List<FileEntry> List(string folder, Func<string, bool>? wanted = null) =>
        FolderListing.Of(folder, wanted, seen is null ? null : seen.Folder);

    private static SteadyRead ReadOne(FileEntry file) => SteadyRead.Of(file.Path, file.State)
        ?? throw StageException.BadInput($"{file.Path} changed while it was read: let what writes it finish, then run again");
}
