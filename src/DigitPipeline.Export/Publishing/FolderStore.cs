using DigitPipeline.Export.Bundle;
using DigitPipeline.Formats;

namespace DigitPipeline.Export.Publishing;

/// <summary>Versions as folders in a folder, each with its files, <c>bundle.tar.gz</c> beside them, and the file <c>latest</c> with a name.</summary>
internal sealed class FolderStore(string root) : IModelStore
{
    private const string Latest = "latest";
    private const string Suffix = ".signatures";

    public Task<string> PublishAsync(string bundle, string version, string? signatures, Action<string> say, CancellationToken cancellation)
    {
        var (target, digest) = (Path.Combine(root, version), Digest(bundle));
        Directory.CreateDirectory(root);
        if (!Directory.Exists(target))
        {
            var partial = Directory.CreateDirectory(target + ".partial").FullName;
            Copy(bundle, partial, cancellation);
            BundleArchive.Pack(bundle, Path.Combine(root, version + ".tar.gz"));
            if (signatures is not null)
            {
                Copy(signatures, target + Suffix, cancellation);
            }

            Directory.Move(partial, target);
        }
        else if (Digest(target) != digest)
        {
            throw new VersionTakenException($"{target} is there already with other content; a published version never changes. Give another with --version");
        }

        WholeFile.Write(Path.Combine(root, Latest), version + "\n");
        say($"{version} is in {target}");
        return Task.FromResult(digest);
    }

    public Task PullAsync(string? version, string folder, CancellationToken cancellation)
    {
        var name = version ?? Current() ?? throw new FileNotFoundException($"{root} holds no published model", root);
        var source = Path.Combine(root, name);
        if (!Directory.Exists(source))
        {
            throw new FileNotFoundException($"{root} holds no version {name}", source);
        }

        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already");
        }

        if (Sha256Sums.Check(source) is [var problem, ..])
        {
            throw new IOException($"{source} is damaged: {problem}");
        }

        Copy(source, folder + ".partial", cancellation);
        if (Directory.Exists(source + Suffix))
        {
            Copy(source + Suffix, folder + Suffix, cancellation);
        }

        Directory.Move(folder + ".partial", folder);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PublishedModel>> ListAsync(CancellationToken cancellation)
    {
        var latest = Current();
        IReadOnlyList<PublishedModel> models = !Directory.Exists(root) ? [] :
        [
            .. Directory.GetDirectories(root).Where(f => File.Exists(Path.Combine(f, Sha256Sums.FileName)) && !f.EndsWith(".partial", StringComparison.Ordinal))
                .Select(f => (Name: Path.GetFileName(f), Digest: Digest(f), Summary: BundleSummary.Read(f)))
                .Select(m => new PublishedModel(
                    m.Name, "sha256:" + m.Digest, m.Summary.Date, m.Summary.RecognitionRate, m.Summary.MeanAveragePrecision, m.Name == latest))
                .OrderByDescending(m => m.IsLatest).ThenByDescending(m => m.Date, StringComparer.Ordinal).ThenByDescending(m => m.Version, StringComparer.Ordinal),
        ];
        return Task.FromResult(models);
    }

    public void Dispose()
    {
    }

    private static string Digest(string folder) => Sha256Sums.Digest(Path.Combine(folder, Sha256Sums.FileName));

    private static void Copy(string from, string to, CancellationToken cancellation)
    {
        foreach (var file in Sha256Sums.AllFiles(from))
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            WholeFile.Write(target, File.ReadAllBytes(Path.Combine(from, file)));
        }
    }

    private string? Current() => File.Exists(Path.Combine(root, Latest)) ? File.ReadAllText(Path.Combine(root, Latest)).Trim() : null;
}
