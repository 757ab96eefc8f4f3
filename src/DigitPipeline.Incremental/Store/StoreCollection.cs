namespace DigitPipeline.Incremental.Store;

/// <summary>What a collection left and removed.</summary>
/// <param name="KeysRemoved">Outputs of stages that the store does not keep any more.</param>
/// <param name="BytesRemoved">The size of the contents that went with them.</param>
/// <param name="KeysKept">Outputs of stages that it still keeps.</param>
/// <param name="BytesKept">The size of their contents.</param>
public sealed record CollectionResult(int KeysRemoved, long BytesRemoved, int KeysKept, long BytesKept);

/// <summary>Removes from a store what was not used for long, or what is too much. What is in place in some pipeline is always kept.</summary>
public static class StoreCollection
{
    /// <summary>Collects.</summary>
    /// <param name="folder">Full path of the store.</param>
    /// <param name="maxAge">What was not used for longer goes; null: age does not matter.</param>
    /// <param name="maxBytes">What was used longest ago goes until the rest is no larger; null: size does not matter.</param>
    /// <param name="nowUtc">Now.</param>
    /// <exception cref="StageException">A build uses the store (75).</exception>
    public static CollectionResult Run(string folder, TimeSpan? maxAge, long? maxBytes, DateTime nowUtc)
    {
        var layout = new StoreLayout(folder);
        if (!Directory.Exists(folder)) return new CollectionResult(0, 0, 0, 0);
        using var alone = StoreLock.TryAlone(layout)
            ?? throw new StageException($"busy: a build uses the store {folder}; try again when it is done", ExitCodes.Busy);

        var entries = StoreEntry.All(layout);
        var kept = Kept(entries, maxAge, maxBytes, nowUtc);
        foreach (var entry in entries.Except(kept)) Remove(layout, entry);
        new StoreUsers(layout).RemoveGone();

        var needed = kept.SelectMany(entry => entry.Manifest.Files).Select(file => file.Digest).ToHashSet(StringComparer.Ordinal);
        var (removed, left) = RemoveBlobs(layout, needed);
        if (maxAge is not null && Directory.Exists(layout.Damaged)) RemoveDamaged(layout, nowUtc - maxAge.Value);
        return new CollectionResult(entries.Count - kept.Count, removed, kept.Count, left);
    }

    private static List<StoreEntry> Kept(List<StoreEntry> entries, TimeSpan? maxAge, long? maxBytes, DateTime nowUtc)
    {
        var kept = entries.Where(entry => entry.InUse).ToList();
        var contents = new HashSet<string>(StringComparer.Ordinal);
        var bytes = kept.Sum(Add);
        foreach (var entry in entries.Where(entry => !entry.InUse && (maxAge is null || nowUtc - entry.UsedUtc <= maxAge)))
        {
            bytes += Add(entry);
            if (bytes > maxBytes) break;
            kept.Add(entry);
        }

        return kept;

        long Add(StoreEntry entry) => entry.Manifest.Files.Where(file => contents.Add(file.Digest)).Sum(file => file.Size);
    }

    private static void Remove(StoreLayout layout, StoreEntry entry)
    {
        File.Delete(entry.Path);
        File.Delete(layout.KeyJson(entry.Manifest.Key));
    }

    // Nobody has a share of the lock, so what belongs to no entry, finished or not, was left by a build that was killed.
    private static (long Removed, long Left) RemoveBlobs(StoreLayout layout, HashSet<string> needed)
    {
        var (removed, left) = (0L, 0L);
        if (!Directory.Exists(layout.Blobs)) return (0, 0);
        foreach (var blob in new DirectoryInfo(layout.Blobs).EnumerateFiles("*", SearchOption.AllDirectories).ToList())
        {
            if (needed.Contains(blob.Name))
            {
                left += blob.Length;
                continue;
            }

            removed += blob.Length;
            blob.Delete();
        }

        return (removed, left);
    }

    private static void RemoveDamaged(StoreLayout layout, DateTime before)
    {
        foreach (var blob in new DirectoryInfo(layout.Damaged).GetFiles().Where(blob => blob.LastWriteTimeUtc < before)) blob.Delete();
    }
}
