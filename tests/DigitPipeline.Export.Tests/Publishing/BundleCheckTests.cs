using System.Diagnostics;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Publishing;
using DigitPipeline.Export.Signing;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Tests.Publishing;

public sealed class BundleCheckTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("check");
    private readonly string bundle;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public BundleCheckTests() => bundle = SampleBundle.Write(Path.Combine(root.FullName, "bundle"));

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void A_sound_bundle_has_no_problems_as_folder_and_as_archive()
    {
        Assert.Empty(BundleCheck.Problems(bundle));
        BundleArchive.Pack(bundle, Path.Combine(root.FullName, "bundle.tar.gz"));
        using var source = BundleSource.Open(Path.Combine(root.FullName, "bundle.tar.gz"), Cancel);
        Assert.Empty(BundleCheck.Problems(source.Folder));
    }

    [Fact]
    public void A_changed_file_is_named()
    {
        File.AppendAllText(Path.Combine(bundle, "metrics.json"), " ");
        Assert.Contains(BundleCheck.Problems(bundle), p => p.StartsWith("metrics.json has the SHA-256", StringComparison.Ordinal));
        Sha256Sums.Write(bundle);
        Assert.Contains(BundleCheck.Problems(bundle), p => p.Contains("provenance.json does not name metrics.json as it is", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_answers_otherwise_is_found()
    {
        var answer = Path.Combine(bundle, "check", "answer.json");
        var text = File.ReadAllText(answer);
        File.WriteAllText(answer, System.Text.RegularExpressions.Regex.Replace(text, "\"score\": 0\\.\\d", "\"score\": 0.1"));
        File.Delete(Path.Combine(bundle, "provenance.json"));
        BundleDocuments.Write(bundle, new BundleFacts { Pipeline = "small", Settings = new Dictionary<string, string>(), ClassNames = ["one"] });
        Assert.Contains(BundleCheck.Problems(bundle), p => p.Contains("detects other things", StringComparison.Ordinal));
    }

    [Fact]
    public void A_signature_holds_for_its_key_and_content_only_and_openssl_agrees()
    {
        using var key = TestKey.New(root.FullName);
        var signatures = Path.Combine(root.FullName, "signed");
        BundleSignature.Write(bundle, key, signatures);
        using (var reader = EcdsaKey.Read(Path.Combine(root.FullName, "key.pub")))
        {
            Assert.Empty(BundleSignature.Check(bundle, signatures, reader));
        }

        File.WriteAllBytes(Path.Combine(root.FullName, "raw.sig"), Convert.FromBase64String(File.ReadAllText(Path.Combine(signatures, "SHA256SUMS.sig"))));
        using var openssl = Process.Start(new ProcessStartInfo(
            "openssl", ["dgst", "-sha256", "-verify", $"{root.FullName}/key.pub", "-signature", $"{root.FullName}/raw.sig", $"{bundle}/SHA256SUMS"])
        { RedirectStandardOutput = true })!;
        Assert.Equal("Verified OK\n", openssl.StandardOutput.ReadToEnd());

        using var other = TestKey.New(Directory.CreateDirectory(Path.Combine(root.FullName, "other")).FullName);
        Assert.Equal(2, BundleSignature.Check(bundle, signatures, other).Count);
        File.AppendAllText(Path.Combine(bundle, "SHA256SUMS"), "\n");
        Assert.Single(BundleSignature.Check(bundle, signatures, key));
        Assert.Contains("is not signed", Assert.Single(BundleSignature.Check(bundle, root.FullName, key)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_kind_is_refused_with_what_is_expected()
    {
        var file = Path.Combine(root.FullName, "rsa.pem");
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        File.WriteAllText(file, rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("Expected an unencrypted ECDSA key on P-256", Assert.Throws<FormatException>(() => EcdsaKey.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_keeps_versions_as_a_registry_does()
    {
        var (store, _) = ModelStores.Open(Path.Combine(root.FullName, "published"));
        using (store)
        {
            var version = PublishedVersion.Of(bundle);
            Assert.Matches("^2026.01.02-[0-9a-f]{8}$", version);
            await store.PublishAsync(bundle, version, null, _ => { }, Cancel);
            await store.PublishAsync(bundle, version, null, _ => { }, Cancel);
            var other = SampleBundle.Write(Path.Combine(root.FullName, "other"), "2026-03-01T00:00:00Z");
            await Assert.ThrowsAsync<VersionTakenException>(() => store.PublishAsync(other, version, null, _ => { }, Cancel));
            await store.PublishAsync(other, "v2", null, _ => { }, Cancel);
            Assert.Equal([("v2", true), (version, false)], (await store.ListAsync(Cancel)).Select(m => (m.Version, m.IsLatest)));
            await store.PullAsync(null, Path.Combine(root.FullName, "pulled"), Cancel);
            Assert.Empty(BundleCheck.Problems(Path.Combine(root.FullName, "pulled")));
            await Assert.ThrowsAsync<FileNotFoundException>(() => store.PullAsync("v3", Path.Combine(root.FullName, "x"), Cancel));
        }
    }
}
