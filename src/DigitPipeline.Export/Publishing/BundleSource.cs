using DigitPipeline.Export.Bundle;

namespace DigitPipeline.Export.Publishing;

/// <summary>A bundle's folder, wherever the bundle is: a folder, an archive or a registry. What was unpacked goes when it is disposed of.</summary>
public sealed class BundleSource : IDisposable
{
    private const string Suffix = ".signatures", Ending = ".tar.gz";
    private readonly string? temporary;

    private BundleSource(string folder, string signatures, string? temporary) => (Folder, Signatures, this.temporary) = (folder, signatures, temporary);

    /// <summary>The folder with the bundle's files.</summary>
    public string Folder { get; }

    /// <summary>Where its signatures are, if it has any.</summary>
    public string Signatures { get; }

    /// <summary>Opens a bundle.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be read or reached.</exception>
    /// <exception cref="Formats.FormatException">The archive is damaged.</exception>
    public static BundleSource Open(string text, CancellationToken cancellation)
    {
        if (Directory.Exists(text))
        {
            return new BundleSource(text, Path.TrimEndingDirectorySeparator(text) + Suffix, null);
        }

        if (!ModelStores.IsReference(text) && !File.Exists(text))
        {
            throw new FileNotFoundException($"{text}: there is no such bundle. Name a folder, a bundle.tar.gz or oci://HOST/REPOSITORY[:VERSION].", text);
        }

        var temporary = Directory.CreateTempSubdirectory("digits-bundle").FullName;
        try
        {
            var folder = Path.Combine(temporary, "bundle");
            if (!ModelStores.IsReference(text))
            {
                BundleArchive.Unpack(text, folder);
                var stem = text.EndsWith(Ending, StringComparison.Ordinal) ? text[..^Ending.Length] : text;
                return new BundleSource(folder, (Directory.Exists(text + Suffix) ? text : stem) + Suffix, temporary);
            }

            var (store, version) = ModelStores.Open(text);
            using (store)
            {
                store.PullAsync(version, folder, cancellation).GetAwaiter().GetResult();
            }

            return new BundleSource(folder, folder + Suffix, temporary);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (temporary is not null)
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
