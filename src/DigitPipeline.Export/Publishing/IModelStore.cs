namespace DigitPipeline.Export.Publishing;

/// <summary>A place where versions of a model are published. A version never changes once it is there.</summary>
public interface IModelStore : IDisposable
{
    /// <summary>Publishes a bundle's folder; the version shows when all of it is there.</summary>
    /// <param name="bundle">The folder, complete with <c>SHA256SUMS</c>.</param>
    /// <param name="version">The version's name.</param>
    /// <param name="signatures">Folder with the signatures; null where it is not signed.</param>
    /// <param name="say">Told what is done.</param>
    /// <param name="cancellation">Ends it; what was sent is not sent again by a retry.</param>
    /// <returns>The digest that names the content.</returns>
    /// <exception cref="VersionTakenException">The version is there already with other content.</exception>
    /// <exception cref="IOException">The place cannot be written to or reached.</exception>
    Task<string> PublishAsync(string bundle, string version, string? signatures, Action<string> say, CancellationToken cancellation);

    /// <summary>Gets a version back, every digest checked.</summary>
    /// <param name="version">A version's name or digest; null gets the latest.</param>
    /// <param name="folder">A folder that is not there yet; signatures get into <c>FOLDER.signatures</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FileNotFoundException">There is no such version.</exception>
    /// <exception cref="IOException">The place cannot be reached, or what it holds is damaged.</exception>
    Task PullAsync(string? version, string folder, CancellationToken cancellation);

    /// <summary>All versions, the latest first.</summary>
    Task<IReadOnlyList<PublishedModel>> ListAsync(CancellationToken cancellation);
}

/// <summary>A version is published already, with other content.</summary>
public sealed class VersionTakenException(string message) : IOException(message);
