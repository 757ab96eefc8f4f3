using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace DigitPipeline.Incremental.Native;

/// <summary>What .NET has no call for on Linux: inode and change time, flushing folders, swapping folders, links, clones, signals.</summary>
internal static unsafe partial class LibC
{
    private const int OpenReadOnlyCloseOnExec = 0x80000;
    private const int CurrentFolder = -100;
    private const uint BasicStatistics = 0x7ff;
    private const int DoNotFollow = 0x100;
    private const uint RenameExchange = 2;
    private const nuint CloneFile = 0x40049409;

    public const int SigInt = 2;
    public const int SigTerm = 15;

    /// <summary>Longest path that the kernel takes, with its final NUL.</summary>
    public const int LongestPath = 4096;

    public static bool Available { get; } = OperatingSystem.IsLinux();

    /// <summary>Fills the 256 bytes of <c>struct statx</c>, whose layout is the same on every architecture; false when the path is not there.</summary>
    public static bool TryStat(string path, bool followLinks, byte* statistics)
    {
        Span<byte> buffer = stackalloc byte[512];
        byte[]? rented = null;
        if (Encoding.UTF8.GetMaxByteCount(path.Length) >= buffer.Length) buffer = rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(path) + 1);
        buffer[Encoding.UTF8.GetBytes(path, buffer)] = 0;
        bool found;
        fixed (byte* start = buffer) found = TryStat(start, followLinks, statistics);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return found;
    }

    /// <inheritdoc cref="TryStat(string, bool, byte*)"/>
    /// <param name="path">UTF-8 with a final NUL.</param>
    public static bool TryStat(byte* path, bool followLinks, byte* statistics) =>
        Statx(CurrentFolder, path, followLinks ? 0 : DoNotFollow, BasicStatistics, statistics) == 0;

    /// <summary>Makes the bytes of a file, or the renames and new names inside a folder, survive a power cut.</summary>
    public static void Flush(string path)
    {
        var handle = Open(path, OpenReadOnlyCloseOnExec);
        if (handle < 0) throw Failure($"cannot open {path} to flush it");
        try
        {
            if (Fsync(handle) != 0) throw Failure($"cannot flush {path} to disk");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Exchanges two folders in one step; false where the file system cannot.</summary>
    public static bool TryExchange(string first, string second) =>
        RenameAt2(CurrentFolder, first, CurrentFolder, second, RenameExchange) == 0;

    /// <summary>Gives a file a second name; false where the file system cannot, or the two would lie on different ones.</summary>
    public static bool TryLink(string file, string name) => Link(file, name) == 0;

    /// <summary>Makes one open file share the other's blocks until one is written to; false where the file system cannot.</summary>
    public static bool TryClone(SafeHandle source, SafeHandle target) => Ioctl(target, CloneFile, source.DangerousGetHandle()) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    private static IOException Failure(string what) =>
        new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int Statx(int folder, byte* path, int flags, uint mask, byte* statistics);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(SafeHandle handle, nuint request, nint argument);
}
