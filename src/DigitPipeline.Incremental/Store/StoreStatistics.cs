namespace DigitPipeline.Incremental.Store;

/// <summary>What is in a store.</summary>
/// <param name="Keys">How many outputs of stages it keeps.</param>
/// <param name="KeysInUse">How many of them are in place in some pipeline.</param>
/// <param name="Blobs">How many different contents they have.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="BytesInUse">The size of those that are in place.</param>
/// <param name="DamagedBlobs">How many contents were set aside because they were damaged.</param>
/// <param name="Pipelines">Full paths of the artifacts of the pipelines that use it.</param>
public sealed record StoreStatistics(
    int Keys, int KeysInUse, int Blobs, long Bytes, long BytesInUse, int DamagedBlobs, IReadOnlyList<string> Pipelines)
{
    /// <summary>Looks through a store; one that is not there is empty.</summary>
    public static StoreStatistics Of(string folder)
    {
        var layout = new StoreLayout(folder);
        var entries = StoreEntry.All(layout);
        var used = entries.Where(entry => entry.InUse).ToList();
        var blobs = Directory.Exists(layout.Blobs)
            ? new DirectoryInfo(layout.Blobs).EnumerateFiles("*", SearchOption.AllDirectories).ToDictionary(file => file.Name, file => file.Length, StringComparer.Ordinal)
            : [];
        var bytesInUse = used.SelectMany(entry => entry.Manifest.Files).Select(file => file.Digest).Distinct().Sum(blobs.GetValueOrDefault);
        var damaged = Directory.Exists(layout.Damaged) ? Directory.GetFiles(layout.Damaged).Length : 0;
        return new StoreStatistics(entries.Count, used.Count, blobs.Count, blobs.Values.Sum(), bytesInUse, damaged, new StoreUsers(layout).Folders());
    }
}
