using System.Security.Cryptography;
using System.Text.Json.Nodes;
using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Images;

/// <summary>An image of a registry that another is made upon. All that is read of it is checked against its digest.</summary>
/// <param name="Reference">Where it comes from.</param>
/// <param name="Digest">Digest of its manifest.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Layers">Its layers, the lowest first.</param>
public sealed record BaseImage(string Reference, string Digest, JsonObject Config, IReadOnlyList<OciDescriptor> Layers)
{
    private const string System = "linux", Architecture = "amd64";

    /// <summary>The digest of the manifest for Linux on x64 that a reference means now.</summary>
    /// <exception cref="OciException">The registry cannot be reached, or has no such image.</exception>
    public static async Task<string> ResolveAsync(OciReference place, CancellationToken cancellation)
    {
        using var registry = new OciRegistry(place, OciCredentials.Find(place.Registry));
        var (descriptor, content) = await registry.ManifestAsync(place.Target, cancellation).ConfigureAwait(false)
            ?? throw new OciException(
                $"{place.Registry} has no {place.Repository}:{place.Target}: check container.base and container.gpu_base in pipeline.yaml");
        if (JsonNode.Parse(content)?["manifests"] is not JsonArray choices)
        {
            return descriptor.Digest;
        }

        var fitting = choices.FirstOrDefault(
            c => (string?)c?["platform"]?["os"] == System && (string?)c["platform"]?["architecture"] == Architecture);
        return (string?)fitting?["digest"] ?? throw new OciException($"{place} has no image for {System}/{Architecture}");
    }

    /// <summary>Gets an image; what a folder of blobs has is not asked for again.</summary>
    /// <param name="place">Its repository.</param>
    /// <param name="digest">The digest of its manifest.</param>
    /// <param name="blobs">Folder of blobs, named by the hexadecimal digits of their SHA-256.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OciException">The registry cannot be reached, or has no such image.</exception>
    public static async Task<BaseImage> FetchAsync(OciReference place, string digest, string blobs, CancellationToken cancellation)
    {
        Directory.CreateDirectory(blobs);
        using var registry = new OciRegistry(place, OciCredentials.Find(place.Registry));
        var path = Path.Combine(blobs, Name(digest));
        if (!IsWhole(path, digest))
        {
            var found = await registry.ManifestAsync(digest, cancellation).ConfigureAwait(false)
                ?? throw new OciException(
                    $"{place.Registry}/{place.Repository} has no {digest} any more: lock another base with ./build.sh LockImage");
            using var file = new Formats.Files.AtomicFile(path);
            await file.Stream.WriteAsync(found.Content, cancellation).ConfigureAwait(false);
            file.Commit();
        }

        var manifest = JsonNode.Parse(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false))!;
        var config = OciDescriptor.FromJson(manifest["config"]!);
        var layers = manifest["layers"]!.AsArray().Select(layer => OciDescriptor.FromJson(layer!)).ToList();
        foreach (var blob in layers.Prepend(config))
        {
            var kept = Path.Combine(blobs, Name(blob.Digest));
            if (!IsWhole(kept, blob.Digest))
            {
                await registry.Blobs.DownloadAsync(blob, kept, cancellation).ConfigureAwait(false);
            }
        }

        var settings = await File.ReadAllBytesAsync(Path.Combine(blobs, Name(config.Digest)), cancellation).ConfigureAwait(false);
        return new BaseImage(place.ToString(), digest, JsonNode.Parse(settings)!.AsObject(), layers);
    }

    /// <summary>The name of a blob in a folder of blobs.</summary>
    internal static string Name(string digest) => digest[(digest.IndexOf(':') + 1)..];

    private static bool IsWhole(string path, string digest)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == Name(digest);
    }
}
