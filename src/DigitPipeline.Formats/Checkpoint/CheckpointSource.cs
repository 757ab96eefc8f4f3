namespace DigitPipeline.Formats.Checkpoint;

/// <summary>A checkpoint as people name it, ready to read. An archive is unpacked into a temporary folder until it is disposed of.</summary>
public sealed class CheckpointSource : IDisposable
{
    private readonly DirectoryInfo? unpacked;

    private CheckpointSource(string prefix, DirectoryInfo? unpacked) => (Prefix, this.unpacked) = (prefix, unpacked);

    /// <summary>The prefix of its files.</summary>
    public string Prefix { get; }

    /// <summary>Finds a checkpoint.</summary>
    /// <param name="path">What <see cref="CheckpointLocator.Find"/> takes, or an archive as <see cref="CheckpointArchive"/> reads it.</param>
    /// <exception cref="FileNotFoundException">There is none; the message says what was looked for.</exception>
    /// <exception cref="FormatException">The archive or the <c>checkpoint</c> file is damaged.</exception>
    public static CheckpointSource Open(string path)
    {
        if (!CheckpointArchive.IsArchive(path) || !File.Exists(path))
        {
            return new CheckpointSource(CheckpointLocator.Find(path), null);
        }

        var folder = Directory.CreateTempSubdirectory("checkpoint-");
        try
        {
            return new CheckpointSource(CheckpointArchive.Extract(path, folder.FullName), folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => unpacked?.Delete(recursive: true);
}
