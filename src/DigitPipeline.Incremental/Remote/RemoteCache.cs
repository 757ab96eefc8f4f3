using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Remote;

/// <summary>
/// Outputs that other machines made, over Bazel's HTTP caching protocol: <c>ac/KEY</c> holds what was made under a key, <c>cas/DIGEST</c>
/// the contents and the key's JSON. What comes is checked against its digest before it is used. A server that is down costs one warning,
/// never the build.
/// </summary>
public sealed class RemoteCache(RemoteCacheOptions options, Action<string> warn) : IDisposable
{
    private const int LargestEntry = 1 << 26, Uploads = 4;

    private readonly CacheClient _client = new(options);
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private bool _off, _writable = !options.ReadOnly;

    /// <summary>Its address, without user name and password.</summary>
    public string Name => options.Name;

    /// <summary>What was made under a key, or null.</summary>
    public OutputManifest? Find(string stage, string key, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        if (!Use(() => _client.GetAsync("ac/" + key, LargestEntry, () => bytes = new MemoryStream(), cancellation))) return null;
        try
        {
            var entry = ActionResult.Read(bytes.ToArray());
            var files = entry.Files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            var manifest = new OutputManifest(stage, key, files);
            if (!manifest.IsSound) throw new InvalidDataException("its outputs are not such as a stage can have");
            if (EntryMark.Fits(entry.Mark, manifest, options.EntryKey)) return manifest;
            throw new InvalidDataException(options.EntryKey is null ? "another program made it" : "it is not signed with this build's key");
        }
        catch (InvalidDataException error)
        {
            warn($"remote cache {Name}: the entry {FileDigest.Short(key)} of {stage} is not used: {error.Message}");
            return null;
        }
    }

    /// <summary>Gets a content into a file that is not there yet; false when the server does not have it, or something else under its name.</summary>
    public bool TryFetch(FileContent content, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var found = content.Size == 0 ? Create(path) : Use(() => _client.GetAsync("cas/" + content.Digest, content.Size, () => File.Create(path), cancellation));
        if (!found) return false;
        if (FileDigest.OfFile(path) != content.Digest)
        {
            File.Delete(path);
            _damaged.Add(content.Digest);
            warn($"remote cache {Name}: {FileDigest.Short(content.Digest)} ({content.Name}) is not what its name says and is not used");
            return false;
        }

        if (content.Executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return true;
    }

    /// <summary>Puts the outputs of a stage there: the contents first, so that nobody sees an entry without them.</summary>
    /// <param name="key">The stage's key.</param>
    /// <param name="manifest">The outputs.</param>
    /// <param name="folder">Where they lie.</param>
    /// <param name="cancellation">Ends the transfer.</param>
    public void Offer(StageKey key, OutputManifest manifest, string folder, CancellationToken cancellation)
    {
        if (_off || !_writable) return;
        try
        {
            OfferAsync(key, manifest, folder, cancellation).GetAwaiter().GetResult();
        }
        catch (RemoteFault fault)
        {
            _writable = false;
            warn($"remote cache {Name}: nothing more is sent there: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool Create(string path)
    {
        File.Create(path).Dispose();
        return true;
    }

    private async Task OfferAsync(StageKey key, OutputManifest manifest, string folder, CancellationToken cancellation)
    {
        var contents = manifest.Files.Where(file => file.Size > 0).DistinctBy(file => file.Digest);
        await Parallel.ForEachAsync(contents, new ParallelOptions { MaxDegreeOfParallelism = Uploads, CancellationToken = cancellation }, async (file, stop) =>
        {
            if (!_damaged.Contains(file.Digest) && await _client.HasAsync("cas/" + file.Digest, file.Size, stop).ConfigureAwait(false)) return;
            await _client.PutAsync("cas/" + file.Digest, file.Size, () => File.OpenRead(Path.Combine(folder, file.Name)), stop).ConfigureAwait(false);
        }).ConfigureAwait(false);

        var json = key.Canonical;
        await _client.PutAsync("cas/" + key.Digest, json.Length, () => new MemoryStream(json, writable: false), cancellation).ConfigureAwait(false);
        var entry = new ActionResult(manifest.Files, json.Length, EntryMark.Of(manifest, options.EntryKey)).ToBytes(key.Digest);
        await _client.PutAsync("ac/" + key.Digest, entry.Length, () => new MemoryStream(entry, writable: false), cancellation).ConfigureAwait(false);
    }

    private bool Use(Func<Task<bool>> request)
    {
        if (_off) return false;
        try
        {
            return request().GetAwaiter().GetResult();
        }
        catch (RemoteFault fault)
        {
            _off = true;
            warn($"remote cache {Name}: {fault.Message}; the build goes on without it");
            return false;
        }
    }
}
