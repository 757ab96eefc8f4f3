namespace DigitPipeline.Incremental.Store;

/// <summary>
/// Builds share the lock of their store; a collection, which removes what no build uses, has it alone. The kernel lets go of it with the
/// process.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream? _file;

    private StoreLock(FileStream? file) => _file = file;

    /// <summary>Takes a share, once no collection is at work. A store that cannot be written needs none.</summary>
    public static StoreLock Share(StoreLayout layout, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(layout.Folder);
                return new StoreLock(new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
            }
            catch (IOException error) when (IsHeld(error))
            {
                if (cancellation.WaitHandle.WaitOne(Pause)) throw StageException.Interrupted();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return new StoreLock(null);
            }
        }
    }

    /// <summary>Takes the lock alone; null while a build has a share.</summary>
    public static StoreLock? TryAlone(StoreLayout layout)
    {
        try
        {
            return new StoreLock(new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static bool IsHeld(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;
}
