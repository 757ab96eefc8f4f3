using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Export.Signing;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Publishing with Amazon's own client to a server that answers as its documentation says.</summary>
public sealed class S3StoreTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("s3");
    private readonly S3Server server = new("models");
    private readonly List<string> said = [];

    public S3StoreTests()
    {
        foreach (var (name, value) in new[] { ("AWS_ENDPOINT_URL", server.Address), ("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "key") })
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        server.Dispose();
        root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_version_is_pulled_back_with_its_signatures_by_name_digest_and_as_the_latest()
    {
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using var key = TestKey.New(root.FullName);
        BundleSignature.Write(bundle, key, Path.Combine(root.FullName, "signed"));
        using var store = Open("s3://models/digits");
        var digest = await store.PublishAsync(bundle, "v1", Path.Combine(root.FullName, "signed"), said.Add, Cancel);
        foreach (var version in (string?[])[null, "v1", digest])
        {
            var pulled = Path.Combine(root.FullName, "pulled-" + (version ?? "latest").Replace(':', '-'));
            await store.PullAsync(version, pulled, Cancel);
            Assert.Equal(Files(bundle), Files(pulled));
            Assert.Empty(BundleSignature.Check(pulled, pulled + ".signatures", key));
        }

        await Assert.ThrowsAsync<FileNotFoundException>(() => store.PullAsync("v2", Path.Combine(root.FullName, "x"), Cancel));
    }

    [Fact]
    public async Task Published_again_nothing_is_sent_and_other_content_is_refused()
    {
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using var store = Open("s3://models/digits");
        await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        said.Clear();
        await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        Assert.Contains(said, line => line.Contains(" files, 0 bytes sent", StringComparison.Ordinal));
        var other = SampleBundle.Write(Path.Combine(root.FullName, "other"), "2026-02-01T00:00:00Z");
        await Assert.ThrowsAsync<VersionTakenException>(() => store.PublishAsync(other, "v1", null, said.Add, Cancel));
        await store.PublishAsync(other, "v2", null, said.Add, Cancel);
        Assert.Equal([("v2", true), ("v1", false)], (await store.ListAsync(Cancel)).Select(m => (m.Version, m.IsLatest)));
    }

    [Fact]
    public async Task A_publication_that_breaks_off_shows_nothing_and_goes_on_where_it_was()
    {
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        var sent = 0;
        server.Refuses = (method, name) => method == "PUT" && name.Contains("/blobs/", StringComparison.Ordinal) && Interlocked.Increment(ref sent) > 3;
        using var store = new S3Store(S3Reference.Parse("s3://models/digits"), retries: 0);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PublishAsync(bundle, "v1", null, said.Add, Cancel));
        Assert.Empty(await store.ListAsync(Cancel));
        var there = server.Objects.Count;
        server.Refuses = (_, _) => false;
        await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        Assert.Equal(3, there);
        await store.PullAsync(null, Path.Combine(root.FullName, "pulled"), Cancel);
        Assert.Equal(Files(bundle), Files(Path.Combine(root.FullName, "pulled")));
    }

    [Fact]
    public async Task What_was_damaged_in_the_storage_is_not_taken()
    {
        using var store = Open("s3://models/digits");
        await store.PublishAsync(SampleBundle.Write(Path.Combine(root.FullName, "bundle")), "v1", null, said.Add, Cancel);
        var name = server.Objects.Keys.First(key => key.Contains("/blobs/", StringComparison.Ordinal));
        server.Objects[name] = [1, 2, 3];
        Assert.Contains("damaged", (await Assert.ThrowsAsync<IOException>(() => store.PullAsync(null, Path.Combine(root.FullName, "pulled"), Cancel))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root.FullName, "pulled")));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        using var store = Open("s3://other/digits");
        Assert.Contains("s3://other", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ListAsync(Cancel))).Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IModelStore Open(string reference) => ModelStores.Open(reference).Store;

    private static string[] Files(string folder) => [.. Sha256Sums.Of(folder).Select(f => $"{f.Path} {f.Sha256}")];
}
