using System.Text;
using System.Text.Json.Nodes;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Oci;

namespace DigitPipeline.Export.Publishing;

/// <summary>
/// Versions as artifacts of an OCI registry: a layer for each file, the summary as config, signatures as referrers. Tags are the version,
/// the digest of <c>SHA256SUMS</c> and, for the newest, <c>latest</c>; they are set last, so that a tag never shows half of a version.
/// </summary>
internal sealed class OciStore(OciReference place, OciCredentials? credentials, TimeProvider? time = null) : IModelStore
{
    public const string ArtifactType = "application/vnd.digitpipeline.model.v1";
    private const string ConfigType = ArtifactType + "+json";
    private const string SignatureType = "application/vnd.digitpipeline.signature.v1";
    private const string Latest = PublishedVersion.Latest;
    private const string EmptyType = "application/vnd.oci.empty.v1+json";
    private const string FileType = "application/octet-stream";
    private readonly OciRegistry registry = new(place, credentials, time);

    public async Task<string> PublishAsync(string bundle, string version, string? signatures, Action<string> say, CancellationToken cancellation)
    {
        PublishedVersion.Check(version);
        var summary = BundleSummary.Read(bundle);
        var config = Encoding.UTF8.GetBytes(summary.ToJson(version).ToJsonString());
        var manifest = await UploadAsync(
            bundle, Sha256Sums.AllFiles(bundle), ConfigType, config, ArtifactType, null, Annotations(summary, version), say, cancellation).ConfigureAwait(false);
        var descriptor = OciDescriptor.Of(OciDescriptor.ManifestType, manifest);
        if (await registry.ManifestAsync(version, cancellation).ConfigureAwait(false) is { } there && there.Descriptor.Digest != descriptor.Digest)
        {
            throw new VersionTakenException(
                $"{place.Registry}/{place.Repository}:{version} is there already with other content ({there.Descriptor.Digest}); a published version never changes. "
                + "Give another with --version");
        }

        await registry.PutManifestAsync(descriptor.Digest, OciDescriptor.ManifestType, manifest, cancellation).ConfigureAwait(false);
        await ReferAsync(descriptor, InToto.PayloadType, bundle, [Provenance.FileName], say, cancellation).ConfigureAwait(false);
        if (signatures is not null)
        {
            await ReferAsync(descriptor, SignatureType, signatures, Sha256Sums.AllFiles(signatures), say, cancellation).ConfigureAwait(false);
        }

        var latest = await registry.ManifestAsync(Latest, cancellation).ConfigureAwait(false);
        var latestDate = latest is null ? null : JsonNode.Parse(latest.Value.Content)?["annotations"]?[Note("date")]?.ToString();
        var byDigest = "sha256-" + Sha256Sums.Digest(Path.Combine(bundle, Sha256Sums.FileName))[..16];
        string[] tags = [version, byDigest, .. PublishedVersion.Succeeds(summary.Date, latestDate) ? (string[])[Latest] : []];
        foreach (var tag in tags)
        {
            await registry.PutManifestAsync(tag, OciDescriptor.ManifestType, manifest, cancellation).ConfigureAwait(false);
        }

        say($"{place.Registry}/{place.Repository}:{version} is {descriptor.Digest}");
        return descriptor.Digest;
    }

    public async Task PullAsync(string? version, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already");
        }

        var (descriptor, content) = await registry.ManifestAsync(version ?? Latest, cancellation).ConfigureAwait(false)
            ?? throw new FileNotFoundException($"{place.Registry}/{place.Repository} has no version {version ?? Latest}");
        var manifest = JsonNode.Parse(content)!;
        if ((manifest["artifactType"] ?? manifest["config"]?["mediaType"])?.ToString() is not (ArtifactType or ConfigType))
        {
            throw new OciException($"{place} is no model of DigitPipeline: it is a {manifest["artifactType"] ?? manifest["config"]?["mediaType"]}");
        }

        // What an interrupted pull of this version left is used; of another version, its files would be too many.
        var partial = $"{folder}.{descriptor.Digest[7..15]}.partial";
        await DownloadAsync(manifest, partial, cancellation).ConfigureAwait(false);
        if (Sha256Sums.Check(partial) is [var problem, ..])
        {
            throw new OciException($"{place}: {problem}");
        }

        foreach (var referrer in await registry.ReferrersAsync(descriptor.Digest, cancellation).ConfigureAwait(false))
        {
            if (referrer.ArtifactType == SignatureType && await registry.ManifestAsync(referrer.Digest, cancellation).ConfigureAwait(false) is { } found)
            {
                await DownloadAsync(JsonNode.Parse(found.Content)!, folder + ".signatures", cancellation).ConfigureAwait(false);
            }
        }

        Directory.Move(partial, folder);
    }

    public async Task<IReadOnlyList<PublishedModel>> ListAsync(CancellationToken cancellation)
    {
        var latest = (await registry.ManifestAsync(Latest, cancellation).ConfigureAwait(false))?.Descriptor.Digest;
        var models = new List<PublishedModel>();
        foreach (var tag in await registry.TagsAsync(cancellation).ConfigureAwait(false))
        {
            if (tag == Latest || tag.StartsWith("sha256-", StringComparison.Ordinal)
                || await registry.ManifestAsync(tag, cancellation).ConfigureAwait(false) is not { } found
                || JsonNode.Parse(found.Content)?["annotations"] is not JsonObject notes || !notes.ContainsKey(Note("pipeline")))
            {
                continue;
            }

            double? Figure(string name) => notes[Note(name)] is { } text
                ? double.Parse(text.ToString(), System.Globalization.CultureInfo.InvariantCulture)
                : null;
            var digest = found.Descriptor.Digest;
            models.Add(new PublishedModel(tag, digest, notes[Note("date")]?.ToString(), Figure("recognition_rate"), Figure("mAP"), digest == latest));
        }

        return PublishedModel.Sorted(models);
    }

    public void Dispose() => registry.Dispose();

    private static string Note(string name) => "dev.digitpipeline." + name;

    private async Task<byte[]> UploadAsync(
        string folder, IEnumerable<string> files, string configType, byte[] config, string artifactType, OciDescriptor? subject, JsonObject? annotations,
        Action<string> say, CancellationToken cancellation)
    {
        var configBlob = OciDescriptor.Of(configType, config);
        await registry.Blobs.UploadAsync(configBlob, config, cancellation).ConfigureAwait(false);
        var (layers, sent) = (new JsonArray(), 0L);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file);
            var layer = OciDescriptor.OfFile(artifactType == InToto.PayloadType ? artifactType : FileType, path) with
            {
                Annotations = new Dictionary<string, string> { [OciDescriptor.Title] = file },
            };
            sent += await registry.Blobs.UploadAsync(layer, () => File.OpenRead(path), cancellation).ConfigureAwait(false) ? layer.Size : 0;
            layers.Add((JsonNode)layer.ToJson());
        }

        say(FormattableString.Invariant($"{layers.Count} files, {sent} bytes sent; the rest was there"));
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciDescriptor.ManifestType,
            ["artifactType"] = artifactType,
            ["config"] = configBlob.ToJson(),
            ["layers"] = layers,
        };
        if (subject is not null)
        {
            manifest["subject"] = subject.ToJson();
        }

        if (annotations is not null)
        {
            manifest["annotations"] = annotations;
        }

        return Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    // An artifact of its own that says which one it is about.
    private async Task ReferAsync(
        OciDescriptor subject, string type, string folder, IEnumerable<string> files, Action<string> say, CancellationToken cancellation)
    {
        var manifest = await UploadAsync(folder, files, EmptyType, "{}"u8.ToArray(), type, subject, null, say, cancellation).ConfigureAwait(false);
        var referrer = OciDescriptor.Of(OciDescriptor.ManifestType, manifest) with { ArtifactType = type };
        await registry.PutReferrerAsync(subject.Digest, referrer, manifest, cancellation).ConfigureAwait(false);
    }

    private static JsonObject Annotations(BundleSummary summary, string version)
    {
        var notes = new JsonObject { ["org.opencontainers.image.version"] = version };
        (string Name, string? Value)[] known =
        [
            (Note("date"), summary.Date), (Note("mAP"), summary.MeanAveragePrecision?.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            (Note("pipeline"), summary.Pipeline),
            (Note("recognition_rate"), summary.RecognitionRate?.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            ("org.opencontainers.image.revision", summary.Commit),
        ];
        foreach (var (name, value) in known.Where(k => k.Value is not null))
        {
            notes[name] = value;
        }

        return notes;
    }

    private async Task DownloadAsync(JsonNode manifest, string folder, CancellationToken cancellation)
    {
        foreach (var layer in manifest["layers"]!.AsArray().Select(l => OciDescriptor.FromJson(l!)))
        {
            var name = layer.Annotations.GetValueOrDefault(OciDescriptor.Title, "");
            if (!BundleFileName.IsInside(name))
            {
                throw new OciException($"{place}: '{name}' is no name of a file in a bundle");
            }

            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // What an earlier, interrupted pull has got is not asked for again.
            if (!File.Exists(path) || "sha256:" + Sha256Sums.Digest(path) != layer.Digest)
            {
                await registry.Blobs.DownloadAsync(layer, path, cancellation).ConfigureAwait(false);
            }
        }
    }
}
