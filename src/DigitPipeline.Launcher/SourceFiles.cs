using System.Text;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Launcher;

/// <summary>
/// The sources of all programs. Their states are kept with their digests, so that a start without a change reads none of them.
/// </summary>
internal sealed class SourceFiles(Layout layout)
{
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Packages.props", "global.json"];
    private static readonly string[] OfLauncher = [.. Shared, "build.sh", "src/DigitPipeline.Incremental/", "src/DigitPipeline.Launcher/"];
    private static readonly string[] OfBuild = [.. Shared, "build/", "src/DigitPipeline.Incremental/", "src/DigitPipeline.Pipelines/"];
    private static readonly string[] OfDigits = [.. Shared, "src/"];
    private static readonly string[] NotOfDigits = ["src/DigitPipeline.Launcher/"];

    /// <summary>The digests as the sources are now.</summary>
    public SourceDigests Digests()
    {
        if (StateFile.Read(layout.Sources) is not var (header, table)) return Read(new StatCache());
        var check = StateCheck.Of(table, IsCompiled);
        if (check.Difference is not null) return Read(Known(table));
        if (check.Refreshed.Count > 0) TryKeep(header.Span, table.Bytes);
        return Encoding.UTF8.GetString(header.Span).Split(' ') is [var launcher, var build, var digits]
            ? new SourceDigests(launcher, build, digits)
            : Read(new StatCache());
    }

    private static bool IsCompiled(string name) => name is "bin" or "obj";

    private static StatCache Known(StateTable table)
    {
        var cache = new StatCache();
        for (var i = 0; i < table.Count; i++) cache.Learn(table[i]);
        return cache;
    }

    // As build.sh does it for the launcher before there is one: sha256sum's lines in the order of the names, and the digest of those.
    private static string Digest(IEnumerable<FileContent> files)
    {
        var lines = string.Concat(files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Digest}  {file.Name}\n"));
        return FileDigest.OfBytes(Encoding.UTF8.GetBytes(lines))[..16];
    }

    private static bool IsIn(string name, string[] places) =>
        places.Any(place => place.EndsWith('/') ? name.StartsWith(place, StringComparison.Ordinal) : name == place);

    private SourceDigests Read(StatCache cache)
    {
        var seen = new Observations();
        var files = new List<FileEntry>();
        foreach (var place in OfLauncher.Concat(OfBuild).Concat(OfDigits).Distinct().Where(place => !place.EndsWith('/'))) AddFile(place, seen, files);
        Add("build", seen, files);
        Add("src", seen, files);

        var contents = new ContentReader(cache, seen).Read(files);
        var digests = new SourceDigests(
            Digest(contents.Where(file => IsIn(file.Name, OfLauncher))),
            Digest(contents.Where(file => IsIn(file.Name, OfBuild))),
            Digest(contents.Where(file => IsIn(file.Name, OfDigits) && !IsIn(file.Name, NotOfDigits))));
        TryKeep(Encoding.UTF8.GetBytes($"{digests.Launcher} {digests.Build} {digests.Digits}"), StateTable.ToBytes(seen.All));
        return digests;
    }

    private void Add(string folder, Observations seen, List<FileEntry> files)
    {
        var path = Path.Combine(layout.Root, folder);
        var (listedAtNs, before) = (FileClock.NowNs(), FileState.Of(path));
        var names = FolderNames.Of(path).Where(name => !IsCompiled(name)).ToList();
        seen.Folder(new FolderEntry(path, before, FolderNames.Digest(names), listedAtNs));
        foreach (var name in names) AddFile($"{folder}/{name}", seen, files);
    }

    private void AddFile(string name, Observations seen, List<FileEntry> files)
    {
        var path = Path.Combine(layout.Root, name);
        var state = FileState.Of(path);
        if (state.Kind == FileKind.Folder) Add(name, seen, files);
        else if (state.Kind == FileKind.File) files.Add(new FileEntry(name, path, state));
        else seen.Existence(path, state);
    }

    // Without it the next start only takes longer.
    private void TryKeep(ReadOnlySpan<byte> header, ReadOnlySpan<byte> table)
    {
        try
        {
            StateFile.Write(layout.Sources, header, table);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
