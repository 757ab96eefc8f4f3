using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Formats.Files;

namespace DigitPipeline.Export.Publishing;

/// <summary>
/// Versions in storage that speaks S3: files by their digest (<c>blobs/sha256/...</c>), so that none is sent twice, and for each version
/// a list of them (<c>versions/NAME.json</c>), which is written last and only where there is none; <c>latest</c> holds a name.
/// </summary>
internal sealed class S3Store(S3Reference place, int retries = 8) : IModelStore
{
    private readonly S3Bucket bucket = new(place.Bucket, retries);

    public async Task<string> PublishAsync(string bundle, string version, string? signatures, Action<string> say, CancellationToken cancellation)
    {
        PublishedVersion.Check(version);
        var (summary, digest) = (BundleSummary.Read(bundle), Sha256Sums.Digest(Path.Combine(bundle, Sha256Sums.FileName)));
        var (files, sent) = (Files(bundle), 0L);
        foreach (var (path, sha256) in files)
        {
            sent += await SendAsync(Path.Combine(bundle, path), sha256, cancellation).ConfigureAwait(false);
        }

        say(FormattableString.Invariant($"{files.Count} files, {sent} bytes sent; the rest was there"));
        if (signatures is not null)
        {
            foreach (var (path, _) in Files(signatures))
            {
                var key = Key($"signatures/{digest}/{path}");
                await bucket.WriteAsync(key, () => File.OpenRead(Path.Combine(signatures, path)), false, cancellation).ConfigureAwait(false);
            }
        }

        var record = summary.ToJson(version);
        record["digest"] = "sha256:" + digest;
        record["files"] = new JsonArray([.. files.Select(f => (JsonNode)BundleJson.Resource(f.Path, f.Sha256))]);
        var content = Encoding.UTF8.GetBytes(BundleJson.Text(record));
        var isNew = await RecordAsync(version, cancellation).ConfigureAwait(false) is null
            && await bucket.WriteAsync(Key($"versions/{version}.json"), () => new MemoryStream(content), true, cancellation).ConfigureAwait(false);
        if (!isNew && (await RecordAsync(version, cancellation).ConfigureAwait(false))?["digest"]?.ToString() is var there && there != "sha256:" + digest)
        {
            throw new VersionTakenException(
                $"s3://{place.Bucket}/{place.Prefix}:{version} is there already with other content ({there}); a published version never changes. "
                + "Give another with --version");
        }

        var latest = await LatestAsync(cancellation).ConfigureAwait(false);
        var latestRecord = latest is null ? null : await RecordAsync(latest, cancellation).ConfigureAwait(false);
        if (PublishedVersion.Succeeds(summary.Date, latestRecord?["date"]?.ToString()))
        {
            var name = Encoding.UTF8.GetBytes(version);
            await bucket.WriteAsync(Key(PublishedVersion.Latest), () => new MemoryStream(name), false, cancellation).ConfigureAwait(false);
        }

        say($"s3://{place.Bucket}/{place.Prefix}:{version} is sha256:{digest}");
        return "sha256:" + digest;
    }

    public async Task PullAsync(string? version, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already");
        }

        var name = version is null or PublishedVersion.Latest ? await LatestAsync(cancellation).ConfigureAwait(false) : version;
        var record = name is null ? null : await FindAsync(name, cancellation).ConfigureAwait(false);
        var digest = record?["digest"]?.ToString()
            ?? throw new FileNotFoundException($"s3://{place.Bucket}/{place.Prefix} has no version {name ?? PublishedVersion.Latest}");
        var partial = $"{folder}.{digest[7..15]}.partial";
        foreach (var file in record["files"]!.AsArray().Select(f => new FileDigest(f!["name"]!.ToString(), f["digest"]!["sha256"]!.ToString())))
        {
            await GetAsync($"blobs/sha256/{file.Sha256}", file, partial, cancellation).ConfigureAwait(false);
        }

        if (Sha256Sums.Check(partial) is [var problem, ..])
        {
            throw new IOException($"{place}: {problem}");
        }

        var signatures = Key($"signatures/{digest[7..]}/");
        foreach (var key in await bucket.ListAsync(signatures, cancellation).ConfigureAwait(false))
        {
            var file = new FileDigest(key[signatures.Length..], "");
            await GetAsync(key[(place.Prefix.Length + 1)..], file, folder + ".signatures", cancellation).ConfigureAwait(false);
        }

        Directory.Move(partial, folder);
    }

    public async Task<IReadOnlyList<PublishedModel>> ListAsync(CancellationToken cancellation)
    {
        var (latest, models) = (await LatestAsync(cancellation).ConfigureAwait(false), new List<PublishedModel>());
        foreach (var name in await NamesAsync(cancellation).ConfigureAwait(false))
        {
            if (await RecordAsync(name, cancellation).ConfigureAwait(false) is { } record)
            {
                var (rate, precision) = (record["recognition_rate"]?.GetValue<double>(), record["mAP"]?.GetValue<double>());
                models.Add(new PublishedModel(name, record["digest"]!.ToString(), record["date"]?.ToString(), rate, precision, name == latest));
            }
        }

        return PublishedModel.Sorted(models);
    }

    public void Dispose() => bucket.Dispose();

    private static IReadOnlyList<FileDigest> Files(string folder) =>
        [.. Sha256Sums.AllFiles(folder).Select(file => new FileDigest(file, Sha256Sums.Digest(Path.Combine(folder, file))))];

    private string Key(string name) => $"{place.Prefix}/{name}";

    private async Task<long> SendAsync(string path, string sha256, CancellationToken cancellation)
    {
        var key = Key($"blobs/sha256/{sha256}");
        if (await bucket.HasAsync(key, cancellation).ConfigureAwait(false))
        {
            return 0;
        }

        await bucket.WriteAsync(key, () => File.OpenRead(path), false, cancellation).ConfigureAwait(false);
        return new FileInfo(path).Length;
    }

    private async Task GetAsync(string name, FileDigest file, string folder, CancellationToken cancellation)
    {
        if (!BundleFileName.IsInside(file.Path))
        {
            throw new IOException($"{place}: '{file.Path}' is no name of a file in a bundle");
        }

        var path = Path.Combine(folder, file.Path);
        if (file.Sha256.Length > 0 && File.Exists(path) && Sha256Sums.Digest(path) == file.Sha256)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var target = new AtomicFile(path);
        using var sha256 = SHA256.Create();
        using (var both = new CryptoStream(target.Stream, sha256, CryptoStreamMode.Write, leaveOpen: true))
        {
            if (!await bucket.CopyAsync(Key(name), both, cancellation).ConfigureAwait(false))
            {
                throw new IOException($"{place}: {name} is missing: the version is damaged, publish it again under another name");
            }
        }

        if (file.Sha256.Length > 0 && Convert.ToHexStringLower(sha256.Hash!) is var found && found != file.Sha256)
        {
            throw new IOException($"{place}: {name} has the SHA-256 {found}: it was damaged on the way or in the storage");
        }

        target.Commit();
    }

    private async Task<string?> LatestAsync(CancellationToken cancellation) =>
        await bucket.ReadAsync(Key(PublishedVersion.Latest), cancellation).ConfigureAwait(false) is { } name ? Encoding.UTF8.GetString(name).Trim() : null;

    private async Task<JsonNode?> RecordAsync(string version, CancellationToken cancellation) =>
        await bucket.ReadAsync(Key($"versions/{version}.json"), cancellation).ConfigureAwait(false) is { } content ? JsonNode.Parse(content) : null;

    private async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellation) =>
        (await bucket.ListAsync(Key("versions/"), cancellation).ConfigureAwait(false))
            .Where(key => key.EndsWith(".json", StringComparison.Ordinal)).Select(key => Path.GetFileNameWithoutExtension(key));

    private async Task<JsonNode?> FindAsync(string version, CancellationToken cancellation)
    {
        if (!version.StartsWith("sha256:", StringComparison.Ordinal))
        {
            return await RecordAsync(version, cancellation).ConfigureAwait(false);
        }

        foreach (var name in await NamesAsync(cancellation).ConfigureAwait(false))
        {
            if (await RecordAsync(name, cancellation).ConfigureAwait(false) is { } record && record["digest"]?.ToString() == version)
            {
                return record;
            }
        }

        return null;
    }
}
