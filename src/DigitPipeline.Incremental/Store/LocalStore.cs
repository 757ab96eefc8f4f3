using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Store;

/// <summary>
/// Outputs of earlier runs: content-addressed, read-only blobs, and a manifest for each key. Every write is a temporary sibling that
/// is renamed, so several builds can share a store.
/// </summary>
public sealed class LocalStore(string folder)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Usual = ReadOnly | UnixFileMode.UserWrite;
    private const UnixFileMode Executable = Usual | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Keeps a copy of the outputs in <paramref name="outputs"/>.</summary>
    public void Keep(OutputManifest manifest, string outputs)
    {
        foreach (var file in manifest.Files)
        {
            var blob = BlobOf(file.Digest);
            if (File.Exists(blob)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
            CopyBlob(Path.Combine(outputs, file.Name), blob);
        }

        AtomicFile.Write(ManifestOf(manifest.Key), manifest.ToJson());
    }

    /// <summary>The outputs that are kept for a key, or null.</summary>
    public OutputManifest? Find(string key) => OutputManifest.Read(ManifestOf(key)) is { } manifest && manifest.Key == key ? manifest : null;

    /// <summary>
    /// Copies the outputs into an empty folder and checks each against its digest. False when a blob is gone or damaged: it is then set
    /// aside under <c>damaged/</c> and the manifest forgotten.
    /// </summary>
    public bool TryRestore(OutputManifest manifest, string target, CancellationToken cancellation = default)
    {
        foreach (var file in manifest.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var blob = BlobOf(file.Digest);
            var copy = Path.Combine(target, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (!File.Exists(blob)) return Forget(manifest);
            File.Copy(blob, copy);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, file.Executable ? Executable : Usual);
            if (FileDigest.OfFile(copy) == file.Digest) continue;
            SetAside(blob);
            return Forget(manifest);
        }

        return true;
    }

    private bool Forget(OutputManifest manifest)
    {
        File.Delete(ManifestOf(manifest.Key));
        return false;
    }

    private void SetAside(string blob)
    {
        var aside = Path.Combine(folder, "damaged", Path.GetFileName(blob));
        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        File.Move(blob, aside, overwrite: true);
    }

    private static void CopyBlob(string file, string blob)
    {
        var temporary = FormattableString.Invariant($"{blob}.{Environment.ProcessId}.tmp");
        try
        {
            File.Copy(file, temporary, overwrite: true);
            using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(handle);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, ReadOnly);
            File.Move(temporary, blob, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private string BlobOf(string digest) => Path.Combine(folder, "blobs", digest[..2], digest);

    private string ManifestOf(string key) => Path.Combine(folder, "keys", key[..2], key + ".json");
}
