using System.Text;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Store;

/// <summary>The pipelines that use a store, in any worktree: what their records name is in use.</summary>
internal sealed class StoreUsers(StoreLayout layout)
{
    /// <summary>Notes that a pipeline uses the store, if the store can be written.</summary>
    /// <param name="folder">Full path of the pipeline's artifacts.</param>
    public void TryAdd(string folder)
    {
        var path = Path.Combine(layout.Users, FileDigest.OfBytes(Encoding.UTF8.GetBytes(folder))[..16]);
        if (File.Exists(path)) return;
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(folder + "\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It serves all the same, and nobody can collect what cannot be written.
        }
    }

    /// <summary>The folders of artifacts that are still there.</summary>
    public IReadOnlyList<string> Folders() => !Directory.Exists(layout.Users) ? [] :
        [.. Directory.EnumerateFiles(layout.Users).Select(path => File.ReadAllText(path).Trim()).Where(Directory.Exists).Order(StringComparer.Ordinal)];

    /// <summary>The keys of the outputs that are in place somewhere.</summary>
    public HashSet<string> KeysInUse() => [.. Folders()
        .Select(folder => new PipelineLayout(folder, layout.Folder).Records)
        .Where(Directory.Exists)
        .SelectMany(records => Directory.EnumerateFiles(records, "*.json"))
        .Select(OutputManifest.Read).OfType<OutputManifest>().Select(manifest => manifest.Key)];

    /// <summary>Forgets pipelines that are gone.</summary>
    public void RemoveGone()
    {
        if (!Directory.Exists(layout.Users)) return;
        foreach (var path in Directory.GetFiles(layout.Users))
            if (!Directory.Exists(File.ReadAllText(path).Trim())) File.Delete(path);
    }
}
