namespace DigitPipeline.Incremental.Files;

/// <summary>Turns files into content: from the stat cache where nothing moved, else by reading them on all cores.</summary>
public sealed class ContentReader(StatCache cache)
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
            if (cache.Find(path, state) is { } digest) contents[i] = new FileContent(name, digest, state.Size, state.Executable);
            else unknown.Add(i);
        }

        if (unknown.Count == 0) return contents;
        var read = new (FileState State, string Digest, long ReadAtNs)[unknown.Count];
        var options = new ParallelOptions { CancellationToken = cancellation };
        if (unknown.Count == 1) read[0] = ReadOne(files[unknown[0]].Path);
        else Parallel.For(0, unknown.Count, options, i => read[i] = ReadOne(files[unknown[i]].Path));

        for (var i = 0; i < unknown.Count; i++)
        {
            var (name, path, _) = files[unknown[i]];
            var (state, digest, readAtNs) = read[i];
            cache.Remember(path, state, digest, readAtNs);
            contents[unknown[i]] = new FileContent(name, digest, state.Size, state.Executable);
        }

        return contents;
    }

    private static (FileState State, string Digest, long ReadAtNs) ReadOne(string path)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var readAtNs = StatCache.NowNs();
            var before = FileState.Of(path);
            if (before.Kind != FileKind.File) break;
            var digest = FileDigest.OfFile(path);
            if (FileState.Of(path) == before) return (before, digest, readAtNs);
        }

        throw StageException.BadInput($"{path} changed while it was read: let what writes it finish, then run again");
    }
}
