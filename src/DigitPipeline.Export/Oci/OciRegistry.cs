using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace DigitPipeline.Export.Oci;

/// <summary>A repository of an OCI registry, over the distribution API: manifests, tags and referrers. Blobs: <see cref="OciBlobs"/>.</summary>
public sealed class OciRegistry : IDisposable
{
    // Images that others have pushed may be of Docker's own types, which say the same.
    private static readonly string[] ManifestTypes =
    [
        OciDescriptor.ManifestType, OciDescriptor.IndexType,
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    private readonly OciConnection connection;

    /// <summary>Opens a repository; nothing is sent yet.</summary>
    /// <param name="place">The repository.</param>
    /// <param name="credentials">Name and password; null asks without.</param>
    /// <param name="time">What pauses between tries are measured with.</param>
    public OciRegistry(OciReference place, OciCredentials? credentials = null, TimeProvider? time = null)
    {
        Place = place;
        connection = new OciConnection(place, credentials, time ?? TimeProvider.System);
        Blobs = new OciBlobs(connection, place.Repository);
    }

    /// <summary>The repository.</summary>
    public OciReference Place { get; }

    /// <summary>Its blobs.</summary>
    public OciBlobs Blobs { get; }

    /// <summary>A manifest by tag or digest, checked against the digest; null where there is none.</summary>
    /// <exception cref="OciException">The registry cannot be reached, or gave another manifest than asked for.</exception>
    public async Task<(OciDescriptor Descriptor, byte[] Content)?> ManifestAsync(string target, CancellationToken cancellation = default)
    {
        using var response = await connection.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, Url($"manifests/{target}"));
                foreach (var type in ManifestTypes)
                {
                    request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
                }

                return request;
            },
            cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await OciAnswers.RequireAsync(response, $"the manifest {target}", cancellation).ConfigureAwait(false);
        var content = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        var descriptor = OciDescriptor.Of(response.Content.Headers.ContentType?.MediaType ?? OciDescriptor.ManifestType, content);
        return !target.StartsWith("sha256:", StringComparison.Ordinal) || target == descriptor.Digest
            ? (descriptor, content)
            : throw new OciException($"{Place.Registry} gave a manifest of digest {descriptor.Digest}, asked for {target}: the registry is damaged");
    }

    /// <summary>Stores a manifest under its digest or a tag; its blobs must be there.</summary>
    /// <returns>Whether the registry keeps track of referrers itself.</returns>
    public async Task<bool> PutManifestAsync(string target, string mediaType, byte[] content, CancellationToken cancellation = default)
    {
        using var response = await connection.SendAsync(
            () =>
            {
                var body = new ByteArrayContent(content);
                body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                return new HttpRequestMessage(HttpMethod.Put, Url($"manifests/{target}")) { Content = body };
            },
            cancellation).ConfigureAwait(false);
        await OciAnswers.RequireAsync(response, $"storing the manifest {target}", cancellation).ConfigureAwait(false);
        return response.Headers.Contains("OCI-Subject");
    }

    /// <summary>All tags in the registry's order; none where there is no repository.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellation = default)
    {
        var tags = new List<string>();
        for (Uri? next = Url("tags/list?n=1000"); next is not null;)
        {
            var url = next;
            using var response = await connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return tags;
            }

            await OciAnswers.RequireAsync(response, "the list of tags", cancellation).ConfigureAwait(false);
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            tags.AddRange(page?["tags"]?.AsArray().Select(t => t!.ToString()) ?? []);
            next = OciAnswers.Next(response, connection.Base);
        }

        return tags;
    }

    /// <summary>The manifests that name a manifest as their subject.</summary>
    public async Task<IReadOnlyList<OciDescriptor>> ReferrersAsync(string digest, CancellationToken cancellation = default)
    {
        using var response = await connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Url($"referrers/{digest}")), cancellation).ConfigureAwait(false);
        var index = response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)
            : (await ManifestAsync(FallbackTag(digest), cancellation).ConfigureAwait(false))?.Content;
        return index is null ? [] : [.. JsonNode.Parse(index)?["manifests"]?.AsArray().Select(m => OciDescriptor.FromJson(m!)) ?? []];
    }

    /// <summary>Stores a manifest that names another as its subject, so that <see cref="ReferrersAsync"/> finds it.</summary>
    public async Task PutReferrerAsync(string subject, OciDescriptor referrer, byte[] content, CancellationToken cancellation = default)
    {
        if (await PutManifestAsync(referrer.Digest, referrer.MediaType, content, cancellation).ConfigureAwait(false))
        {
            return;
        }

        // Registries before distribution 1.1 know no referrers: an index under a tag made of the digest keeps the list.
        var known = await ReferrersAsync(subject, cancellation).ConfigureAwait(false);
        if (known.All(k => k.Digest != referrer.Digest))
        {
            var index = new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = OciDescriptor.IndexType,
                ["manifests"] = new JsonArray([.. known.Append(referrer).Select(d => (JsonNode)d.ToJson())]),
            };
            await PutManifestAsync(
                FallbackTag(subject), OciDescriptor.IndexType, System.Text.Encoding.UTF8.GetBytes(index.ToJsonString()), cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static string FallbackTag(string digest) => digest.Replace(':', '-');

    private Uri Url(string path) => new(connection.Base, $"v2/{Place.Repository}/{path}");
}
