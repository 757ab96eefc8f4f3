using System.Runtime.InteropServices;

namespace DigitPipeline.Incremental.Native;

/// <summary>What .NET has no call for on Linux: inode and change time, flushing folders, swapping folders, signals.</summary>
internal static unsafe partial class LibC
{
    private const int OpenReadOnlyCloseOnExec = 0x80000;
    private const int CurrentFolder = -100;
    private const uint BasicStatistics = 0x7ff;
    private const int DoNotFollow = 0x100;
    private const uint RenameExchange = 2;

    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    public static bool Available { get; } = OperatingSystem.IsLinux();

    /// <summary>Fills the 256 bytes of <c>struct statx</c>, whose layout is the same on every architecture; false when the path is not there.</summary>
    public static bool TryStat(string path, bool followLinks, byte* statistics) =>
        Statx(CurrentFolder, path, followLinks ? 0 : DoNotFollow, BasicStatistics, statistics) == 0;

    /// <summary>Makes renames and new names inside a folder survive a power cut.</summary>
    public static void FlushFolder(string path)
    {
        var handle = Open(path, OpenReadOnlyCloseOnExec);
        if (handle < 0) throw Failure($"cannot open the folder {path} to flush it");
        try
        {
            if (Fsync(handle) != 0) throw Failure($"cannot flush the folder {path} to disk");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Exchanges two folders in one step; false where the file system cannot.</summary>
    public static bool TryExchange(string first, string second) =>
        RenameAt2(CurrentFolder, first, CurrentFolder, second, RenameExchange) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    private static IOException Failure(string what) =>
        new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* statistics);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
