using System.Diagnostics;
using System.Globalization;
using DigitPipeline.Incremental.Processes;

namespace DigitPipeline.Incremental.Locks;

/// <summary>
/// One build at a time for a pipeline. The kernel holds the lock and lets go of it with the process, however that ends, so a dead
/// owner never blocks anyone; who has it stands in a file beside.
/// </summary>
public sealed class PipelineLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _ownerPath;
    private LockOwner _owner;

    private PipelineLock(FileStream file, string ownerPath, LockOwner owner) => (_file, _ownerPath, _owner) = (file, ownerPath, owner);

    /// <summary>The file that is locked.</summary>
    /// <param name="folder">The folder given to <see cref="Take"/>.</param>
    public static string PathIn(string folder) => Path.Combine(folder, "lock");

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">Folder of the lock's two files; made where absent.</param>
    /// <param name="command">The command line, for the message to others.</param>
    /// <param name="wait">Whether to wait for another build; else it is an error (75) that names it.</param>
    /// <param name="waiting">Told once, when there is something to wait for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static PipelineLock Take(string folder, string command, bool wait, Action<string>? waiting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var ownerPath = Path.Combine(folder, "owner.json");
        var told = false;
        while (true)
        {
            if (TryOpen(PathIn(folder)) is { } file) return Own(file, ownerPath, command);
            var owner = LockOwner.Read(ownerPath)?.ToString() ?? "another process";
            if (!wait) throw new StageException($"busy: {owner} is at work on this pipeline; wait for it, or use --wait", ExitCodes.Busy);
            if (!told) waiting?.Invoke($"waiting for {owner}");
            told = true;
            if (cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100))) throw StageException.Interrupted();
        }
    }

    /// <summary>Notes the program that the owner runs now, so that it can be ended if the owner is killed.</summary>
    public void NoteChild(int process)
    {
        _owner = _owner with { Child = ProcessIdentity.Of(process) };
        _owner.Save(_ownerPath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_ownerPath);
        _file.Dispose();
    }

    private static PipelineLock Own(FileStream file, string ownerPath, string command)
    {
        if (LockOwner.Read(ownerPath)?.Child is { IsAlive: true } orphan) End(orphan);
        var started = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var owner = new LockOwner(ProcessIdentity.Of(Environment.ProcessId)!, command, started);
        owner.Save(ownerPath);
        return new PipelineLock(file, ownerPath, owner);
    }

    // The lock is ours, so the owner that noted this child is dead: the child still writes into a folder that is to be removed.
    private static void End(ProcessIdentity orphan)
    {
        try
        {
            using var process = Process.GetProcessById(orphan.Id);
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    internal static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && IsSharing(error))
        {
            return null;
        }
    }

    private static bool IsSharing(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;
}
