using DigitPipeline.Export.Bundle;
using DigitPipeline.Formats;

namespace DigitPipeline.Export.Publishing;

/// <summary>Versions as folders in a folder, each with its files, <c>VERSION.tar.gz</c> beside them, and the file <c>latest</c> with a name.</summary>
internal sealed class FolderStore(string root) : IModelStore
{
    private const string Suffix = ".signatures", Partial = ".partial";

    public Task<string> PublishAsync(string bundle, string version, string? signatures, Action<string> say, CancellationToken cancellation)
    {
        PublishedVersion.Check(version);
        var (target, digest) = (Path.Combine(root, version), Digest(bundle));
        if (Directory.Exists(target) && Digest(target) != digest)
        {
            throw new VersionTakenException(
                $"{target} is there already with other content; a published version never changes. Give another with --version");
        }

        Directory.CreateDirectory(root);
        if (!Directory.Exists(target))
        {
            Fresh(target + Partial);
            Copy(bundle, target + Partial, cancellation);
            BundleArchive.Pack(bundle, target + ".tar.gz");
        }

        if (signatures is not null)
        {
            Copy(signatures, target + Suffix, cancellation);
        }

        if (!Directory.Exists(target))
        {
            Directory.Move(target + Partial, target);
        }

        if (Current() is not { } current
            || PublishedVersion.Succeeds(BundleSummary.Read(bundle).Date, BundleSummary.Read(Path.Combine(root, current)).Date))
        {
            WholeFile.Write(Path.Combine(root, PublishedVersion.Latest), version + "\n");
        }

        say($"{version} is in {target}");
        return Task.FromResult(digest);
    }

    public Task PullAsync(string? version, string folder, CancellationToken cancellation)
    {
        var name = version is null or PublishedVersion.Latest
            ? Current() ?? throw new FileNotFoundException($"{root} holds no published model", root)
            : Versions().FirstOrDefault(v => v == version || Digest(Path.Combine(root, v)) == version)
                ?? throw new FileNotFoundException($"{root} holds no version {version}", root);
        var source = Path.Combine(root, name);
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} is there already");
        }

        if (Sha256Sums.Check(source) is [var problem, ..])
        {
            throw new IOException($"{source} is damaged: {problem}");
        }

        Fresh(folder + Partial);
        Copy(source, folder + Partial, cancellation);
        if (Directory.Exists(source + Suffix))
        {
            Copy(source + Suffix, folder + Suffix, cancellation);
        }

        Directory.Move(folder + Partial, folder);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PublishedModel>> ListAsync(CancellationToken cancellation)
    {
        var latest = Current();
        return Task.FromResult(PublishedModel.Sorted(Versions().Select(name =>
        {
            var (folder, summary) = (Path.Combine(root, name), BundleSummary.Read(Path.Combine(root, name)));
            return new PublishedModel(name, Digest(folder), summary.Date, summary.RecognitionRate, summary.MeanAveragePrecision, name == latest);
        })));
    }

    public void Dispose()
    {
    }

    private IEnumerable<string> Versions() => !Directory.Exists(root) ? [] : Directory.GetDirectories(root)
        .Where(f => File.Exists(Path.Combine(f, Sha256Sums.FileName)) && !f.EndsWith(Partial, StringComparison.Ordinal))
        .Select(f => Path.GetFileName(f));

    private static string Digest(string folder) => "sha256:" + Sha256Sums.Digest(Path.Combine(folder, Sha256Sums.FileName));

    // What an interrupted run left may be of other content.
    private static void Fresh(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }

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

    // A name without its folder may be left where somebody removed the version.
    private string? Current()
    {
        var file = Path.Combine(root, PublishedVersion.Latest);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } name && Versions().Contains(name) ? name : null;
    }
}
