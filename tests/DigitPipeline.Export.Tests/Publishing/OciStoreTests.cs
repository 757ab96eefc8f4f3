using System.Diagnostics;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Oci;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Export.Signing;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>Publishing to Debian's docker-registry.</summary>
public sealed class OciStoreTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("oci");
    private readonly List<string> said = [];
    private int killed;

    public OciStoreTests() => Assert.SkipUnless(RegistryProcess.IsInstalled, "not run: docker-registry is not installed");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task A_published_version_is_pulled_back_byte_for_byte_and_skopeo_copies_it()
    {
        using var registry = new RegistryProcess(root);
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"), padding: 9_000_000);
        using var store = Store(registry.Port);
        var digest = await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        await store.PullAsync(null, Path.Combine(root.FullName, "latest"), Cancel);
        await store.PullAsync(digest, Path.Combine(root.FullName, "by-digest"), Cancel);
        Assert.All((string[])["latest", "by-digest"], name => Assert.Equal(Files(bundle), Files(Path.Combine(root.FullName, name))));

        using var skopeo = Process.Start(
            "skopeo", ["copy", "--quiet", "--src-tls-verify=false", $"docker://127.0.0.1:{registry.Port}/models/small:v1", $"dir:{root.FullName}/copied"]);
        await skopeo.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, skopeo.ExitCode);
        Assert.True(File.Exists(Path.Combine(root.FullName, "copied", "manifest.json")));
    }

    [Fact]
    public async Task Published_again_nothing_is_sent_and_other_content_is_refused()
    {
        using var registry = new RegistryProcess(root);
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using var store = Store(registry.Port);
        var digest = await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        said.Clear();
        Assert.Equal(digest, await store.PublishAsync(bundle, "v1", null, said.Add, Cancel));
        Assert.Contains(said, line => line.Contains(" files, 0 bytes sent", StringComparison.Ordinal));
        var other = SampleBundle.Write(Path.Combine(root.FullName, "other"), padding: 10);
        Assert.Contains("never changes", (await Assert.ThrowsAsync<VersionTakenException>(() => store.PublishAsync(other, "v1", null, said.Add, Cancel))).Message, StringComparison.Ordinal);
        Assert.Equal(digest, (await store.ListAsync(Cancel)).Single().Digest);
    }

    [Fact]
    public async Task The_list_shows_versions_figures_dates_and_the_latest()
    {
        using var registry = new RegistryProcess(root);
        using var store = Store(registry.Port);
        Assert.Empty(await store.ListAsync(Cancel));
        await store.PublishAsync(SampleBundle.Write(Path.Combine(root.FullName, "a"), "2026-01-01T00:00:00Z"), "v1", null, said.Add, Cancel);
        await store.PublishAsync(SampleBundle.Write(Path.Combine(root.FullName, "b"), "2026-02-01T00:00:00Z"), "v2", null, said.Add, Cancel);
        var models = await store.ListAsync(Cancel);
        Assert.Equal(["v2", "v1"], models.Select(m => m.Version));
        Assert.Equal([true, false], models.Select(m => m.IsLatest));
        Assert.Equal(("2026-02-01T00:00:00Z", .9, .5), (models[0].Date, models[0].RecognitionRate, models[0].MeanAveragePrecision));
    }

    [Fact]
    public async Task Signatures_go_along_as_referrers()
    {
        using var registry = new RegistryProcess(root);
        using var store = Store(registry.Port);
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using var key = TestKey.New(root.FullName);
        BundleSignature.Write(bundle, key, Path.Combine(root.FullName, "signed"));
        await store.PublishAsync(bundle, "v1", Path.Combine(root.FullName, "signed"), said.Add, Cancel);
        var pulled = Path.Combine(root.FullName, "pulled");
        await store.PullAsync("v1", pulled, Cancel);
        Assert.Empty(BundleSignature.Check(pulled, pulled + ".signatures", key));
        Assert.Equal(["v1"], (await store.ListAsync(Cancel)).Select(m => m.Version));
    }

    [Fact]
    public async Task TLS_and_a_password_are_no_obstacle_to_those_who_have_them()
    {
        using var registry = new RegistryProcess(root, password: true, tls: true);
        var place = OciReference.Parse($"oci://127.0.0.1:{registry.Port}/models/small");
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using (var distrustful = new OciStore(place, new OciCredentials("user", "secret"), new InstantTime()))
        {
            await Assert.ThrowsAsync<OciException>(() => distrustful.PublishAsync(bundle, "v1", null, said.Add, Cancel));
        }

        Environment.SetEnvironmentVariable("REGISTRY_CA", Path.Combine(root.FullName, "ca.pem"));
        try
        {
            using var stranger = new OciStore(place, null, new InstantTime());
            Assert.Contains("refuses access", (await Assert.ThrowsAsync<OciException>(() => stranger.PublishAsync(bundle, "v1", null, said.Add, Cancel))).Message, StringComparison.Ordinal);
            using var friend = new OciStore(place, new OciCredentials("user", "secret"), new InstantTime());
            await friend.PublishAsync(bundle, "v1", null, said.Add, Cancel);
            await friend.PullAsync("v1", Path.Combine(root.FullName, "pulled"), Cancel);
            Assert.Equal(Files(bundle), Files(Path.Combine(root.FullName, "pulled")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("REGISTRY_CA", null);
        }
    }

    [Fact]
    public async Task A_token_is_fetched_where_the_registry_asks_for_one()
    {
        TestCertificate.Write(root.FullName);
        using var tokens = new TokenServer(root.FullName);
        using var registry = new RegistryProcess(root, tokenRealm: tokens.Realm);
        var place = OciReference.Parse($"http://127.0.0.1:{registry.Port}/models/small");
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        using var stranger = new OciStore(place, new OciCredentials("user", "wrong"), new InstantTime());
        Assert.Contains("refuses access", (await Assert.ThrowsAsync<OciException>(() => stranger.PublishAsync(bundle, "v1", null, said.Add, Cancel))).Message, StringComparison.Ordinal);
        using var friend = new OciStore(place, new OciCredentials("user", "secret"), new InstantTime());
        await friend.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        await friend.PullAsync("v1", Path.Combine(root.FullName, "pulled"), Cancel);
        Assert.Equal(Files(bundle), Files(Path.Combine(root.FullName, "pulled")));
        Assert.Contains(tokens.Given, scope => scope is "repository:models/small:pull,push" or "repository:models/small:push,pull");
    }

    [Fact]
    public async Task The_provenance_refers_to_the_version_as_an_artifact_of_its_own()
    {
        using var registry = new RegistryProcess(root);
        using var store = Store(registry.Port);
        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));
        var digest = await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        using var asked = new OciRegistry(OciReference.Parse($"http://127.0.0.1:{registry.Port}/models/small"));
        var referrer = Assert.Single(await asked.ReferrersAsync(digest, Cancel));
        Assert.Equal("application/vnd.in-toto+json", referrer.ArtifactType);
        var manifest = System.Text.Json.Nodes.JsonNode.Parse((await asked.ManifestAsync(referrer.Digest, Cancel))!.Value.Content)!;
        Assert.Equal(digest, manifest["subject"]!["digest"]!.ToString());
        Assert.Equal("sha256:" + Sha256Sums.Digest(Path.Combine(bundle, "provenance.json")), manifest["layers"]![0]!["digest"]!.ToString());
    }

    [Fact]
    public async Task An_older_version_does_not_become_the_latest_and_names_that_are_none_are_refused()
    {
        using var registry = new RegistryProcess(root);
        using var store = Store(registry.Port);
        await store.PublishAsync(SampleBundle.Write(Path.Combine(root.FullName, "new"), "2026-02-01T00:00:00Z"), "v2", null, said.Add, Cancel);
        var old = SampleBundle.Write(Path.Combine(root.FullName, "old"), "2026-01-01T00:00:00Z");
        await store.PublishAsync(old, "v1", null, said.Add, Cancel);
        Assert.Equal([("v2", true), ("v1", false)], (await store.ListAsync(Cancel)).Select(m => (m.Version, m.IsLatest)));
        foreach (var name in (string[])["latest", "sha256-0", "../v1", "", "a b", "v1.tar.gz"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.PublishAsync(old, name, null, said.Add, Cancel));
        }
    }

    [Fact]
    public async Task A_registry_that_drops_every_third_connection_gets_all_of_it()
    {
        using var registry = new RegistryProcess(root);
        using var proxy = new FlakyProxy(registry.Port);
        for (var i = 0; i < 5; i++)
        {
            // A program of its own each time, with connections of its own.
            var (bundle, pulled) = (SampleBundle.Write(Path.Combine(root.FullName, $"bundle{i}"), padding: 6_000_000 + i), Path.Combine(root.FullName, $"pulled{i}"));
            using (var store = Store(proxy.Port))
            {
                await store.PublishAsync(bundle, $"v{i}", null, said.Add, Cancel);
            }

            using var other = Store(proxy.Port);
            await other.PullAsync($"v{i}", pulled, Cancel);
            Assert.Equal(Files(bundle), Files(pulled));
        }

        Assert.True(proxy.Dropped >= 3, $"{proxy.Dropped} dropped");
    }

    [Fact]
    public async Task A_registry_that_is_killed_half_way_shows_nothing_and_a_retry_completes()
    {
        using var registry = new RegistryProcess(root);
        using var proxy = new FlakyProxy(registry.Port) { Sent = total => KillOnce(total) };
        void KillOnce(long total)
        {
            if (total > 5_000_000 && Interlocked.Exchange(ref killed, 1) == 0)
            {
                registry.Kill();
            }
        }

        var bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"), padding: 12_000_000);
        using var store = Store(proxy.Port);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (Volatile.Read(ref killed) == 0)
            {
                await Retried(() => store.PublishAsync(bundle, "v1", null, said.Add, Cancel), until: () => Volatile.Read(ref killed) == 1);
            }

            await store.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        });
        registry.Start();
        using var direct = Store(registry.Port);
        Assert.Empty(await direct.ListAsync(Cancel));
        await direct.PublishAsync(bundle, "v1", null, said.Add, Cancel);
        await direct.PullAsync("v1", Path.Combine(root.FullName, "pulled"), Cancel);
        Assert.Equal(Files(bundle), Files(Path.Combine(root.FullName, "pulled")));
    }

    // What a person does whose publication failed: run it again.
    private static async Task Retried(Func<Task> action, Func<bool>? until = null)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await action();
                return;
            }
            catch (OciException) when (tried < 30 && until?.Invoke() != true)
            {
            }
        }
    }

    private static OciStore Store(int port) => new(OciReference.Parse($"http://127.0.0.1:{port}/models/small"), null, new InstantTime());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] Files(string folder) => [.. Sha256Sums.Of(folder).Select(f => $"{f.Path} {f.Sha256}")];
}
