using System.Text.Json.Nodes;
using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Images;

/// <summary>A folder that holds an image (OCI image layout 1.0): <c>oci-layout</c>, <c>index.json</c> and blobs by digest.</summary>
public static class ImageLayout
{
    /// <summary>The folder of its blobs.</summary>
    internal static string Blobs(string layout) => Path.Combine(layout, "blobs", "sha256");

    /// <summary>The one image in it.</summary>
    /// <exception cref="IOException">The folder is no layout, or of several images.</exception>
    public static OciDescriptor Manifest(string layout)
    {
        var index = Path.Combine(layout, "index.json");
        if (!File.Exists(index))
        {
            throw new FileNotFoundException($"{layout} is no image: it has no index.json. Compose one with ./build.sh Image");
        }

        var manifests = JsonNode.Parse(File.ReadAllBytes(index))?["manifests"]?.AsArray();
        return manifests is [{ } only]
            ? OciDescriptor.FromJson(only)
            : throw new IOException($"{index} names {manifests?.Count ?? 0} images, expected one");
    }

    /// <summary>Sends the image to a registry, what is there excepted; its tag is set last.</summary>
    /// <returns>Its digest.</returns>
    /// <exception cref="OciException">The registry refuses it, or cannot be reached.</exception>
    public static async Task<string> PushAsync(string layout, OciReference to, Action<string> say, CancellationToken cancellation)
    {
        var descriptor = Manifest(layout);
        var file = Path.Combine(Blobs(layout), BaseImage.Name(descriptor.Digest));
        var content = await File.ReadAllBytesAsync(file, cancellation).ConfigureAwait(false);
        var manifest = JsonNode.Parse(content)!;
        using var registry = new OciRegistry(to, OciCredentials.Find(to.Registry));
        var (count, sent) = (0, 0L);
        foreach (var blob in manifest["layers"]!.AsArray().Append(manifest["config"]).Select(node => OciDescriptor.FromJson(node!)))
        {
            var path = Path.Combine(Blobs(layout), BaseImage.Name(blob.Digest));
            count++;
            sent += await registry.Blobs.UploadAsync(blob, () => File.OpenRead(path), cancellation).ConfigureAwait(false) ? blob.Size : 0;
        }

        await registry.PutManifestAsync(descriptor.Digest, descriptor.MediaType, content, cancellation).ConfigureAwait(false);
        if (to.Tag is not null)
        {
            await registry.PutManifestAsync(to.Tag, descriptor.MediaType, content, cancellation).ConfigureAwait(false);
        }

        say(FormattableString.Invariant($"{count} blobs, {sent} bytes sent; the rest was there"));
        return descriptor.Digest;
    }
}
