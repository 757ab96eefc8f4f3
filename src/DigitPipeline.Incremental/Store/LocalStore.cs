using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Store;

/// <summary>
/// Outputs of earlier runs: content-addressed, read-only blobs, and for each key a manifest with the key's JSON beside it. Every write is
/// a temporary sibling that is renamed, so that builds of several pipelines and worktrees can share a store.
/// </summary>
public sealed class LocalStore(string folder)
{
    private readonly StoreLayout _layout = new(folder);

    /// <summary>Keeps the outputs that lie in <paramref name="outputs"/>, flushed to disk.</summary>
    public void Keep(StageKey key, OutputManifest manifest, string outputs)
    {
        foreach (var file in manifest.Files)
        {
            var blob = _layout.Blob(file.Digest);
            if (!File.Exists(blob)) BlobFile.Keep(Path.Combine(outputs, file.Name), file, blob);
        }

        AtomicFile.Write(_layout.KeyJson(manifest.Key), key.Readable());
        AtomicFile.Write(_layout.Manifest(manifest.Key), manifest.ToJson());
    }

    /// <summary>The outputs that are kept for a key, or null.</summary>
    public OutputManifest? Find(string key) =>
        OutputManifest.Read(_layout.Manifest(key)) is { } manifest && manifest.Key == key ? manifest : null;

    /// <summary>The JSON of a key, or null.</summary>
    public StageKey? FindKey(string key) => StageKey.Read(_layout.KeyJson(key)) is { } found && found.Digest == key ? found : null;

    /// <summary>The keys that start with these digits.</summary>
    public IReadOnlyList<string> KeysLike(string prefix)
    {
        var folders = prefix.Length >= 2 ? [Path.Combine(_layout.Keys, prefix[..2])] : Directory.Exists(_layout.Keys) ? Directory.GetDirectories(_layout.Keys) : [];
        return [.. folders.Where(Directory.Exists).SelectMany(found => Directory.EnumerateFiles(found, prefix + "*.key.json"))
            .Select(path => Path.GetFileName(path)[..^".key.json".Length]).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Puts the outputs into an empty folder, each checked against its digest. False when a blob is gone or damaged: it is then set
    /// aside under <c>damaged/</c> and the manifest forgotten.
    /// </summary>
    public bool TryRestore(OutputManifest manifest, string target, CancellationToken cancellation = default)
    {
        foreach (var file in manifest.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            WritePoint.Reach($"{file.Name}: before it is restored");
            if (TryTake(file, Path.Combine(target, file.Name))) continue;
            TryForget(manifest);
            return false;
        }

        MarkUsed(manifest);
        return true;
    }

    /// <summary>Puts one output in place, if the store has its content undamaged.</summary>
    internal bool TryTake(FileContent file, string output)
    {
        var blob = _layout.Blob(file.Digest);
        if (!File.Exists(blob)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        BlobFile.Take(blob, file, output);
        if (FileDigest.OfFile(output) == file.Digest) return true;
        File.Delete(output);
        TrySetAside(blob);
        return false;
    }

    // The time of a manifest is when it was last used: what a collection goes by.
    private void MarkUsed(OutputManifest manifest) => Quietly(() => File.SetLastWriteTimeUtc(_layout.Manifest(manifest.Key), DateTime.UtcNow));

    private void TryForget(OutputManifest manifest) => Quietly(() => File.Delete(_layout.Manifest(manifest.Key)));

    private void TrySetAside(string blob) => Quietly(() =>
    {
        Directory.CreateDirectory(_layout.Damaged);
        File.Move(blob, Path.Combine(_layout.Damaged, Path.GetFileName(blob)), overwrite: true);
    });

    // A store may be read-only: it still serves.
    private static void Quietly(Action change)
    {
        try
        {
            change();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
