using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Store;

/// <summary>What a store keeps under a key.</summary>
/// <param name="Manifest">The outputs.</param>
/// <param name="Path">The manifest's file.</param>
/// <param name="UsedUtc">When it was last put in or taken out.</param>
/// <param name="InUse">Whether these outputs are in place in some pipeline.</param>
internal sealed record StoreEntry(OutputManifest Manifest, string Path, DateTime UsedUtc, bool InUse)
{
    private const string KeyEnding = ".key.json";

    /// <summary>All entries, the one that was used last first.</summary>
    public static List<StoreEntry> All(StoreLayout layout)
    {
        if (!Directory.Exists(layout.Keys)) return [];
        var inUse = new StoreUsers(layout).KeysInUse();
        var entries = new List<StoreEntry>();
        foreach (var path in Directory.EnumerateFiles(layout.Keys, "*.json", SearchOption.AllDirectories))
            if (!path.EndsWith(KeyEnding, StringComparison.Ordinal) && OutputManifest.Read(path) is { } manifest)
                entries.Add(new StoreEntry(manifest, path, File.GetLastWriteTimeUtc(path), inUse.Contains(manifest.Key)));
        return [.. entries.OrderByDescending(entry => entry.UsedUtc).ThenBy(entry => entry.Path, StringComparer.Ordinal)];
    }
}
