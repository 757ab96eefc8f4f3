namespace DigitPipeline.Formats.Files;

/// <summary>
/// A file that appears whole or not at all: it is written beside its place, and <see cref="Commit"/> flushes it to the disk and
/// renames it. Disposed of without a commit, it leaves nothing behind, and a file that was there before stays as it was.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;
    private readonly FileStream stream;
    private bool flushed;
    private bool finished;

    /// <summary>Starts the file, in the folder of <paramref name="path"/>, which must exist.</summary>
    /// <exception cref="IOException">The folder is missing or not writable.</exception>
    public AtomicFile(string path, int bufferSize = 128 * 1024)
    {
        this.path = path;
        temporary = path + ".partial";
        stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize);
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => stream;

    /// <summary>Ends the content and brings it to the disk; the file does not show yet.</summary>
    public void Flush()
    {
        if (!flushed)
        {
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            flushed = true;
        }
    }

    /// <summary>Makes the content the file, in place of an older one.</summary>
    public void Commit()
    {
        Flush();
        File.Move(temporary, path, overwrite: true);
        finished = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        finally
        {
            // Closing writes what is still buffered, which fails on a full disk; the space must be given back all the same.
            if (!finished)
            {
                File.Delete(temporary);
                finished = true;
            }
        }
    }
}
