using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Files;

/// <summary>What a path names.</summary>
public enum FileKind
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A regular file, or a link to one.</summary>
    File,

    /// <summary>A folder, or a link to one.</summary>
    Folder,

    /// <summary>A socket, a device or the like.</summary>
    Other,
}

/// <summary>
/// What the file system says about a file without reading it. Times are nanoseconds since 1970; inode and change time are 0 where
/// the system has none.
/// </summary>
public readonly record struct FileState(FileKind Kind, long Size, long ModifiedNs, long ChangedNs, ulong Inode, bool Executable)
{
    private const int ModeOffset = 28, InodeOffset = 32, SizeOffset = 40, ChangedOffset = 96, ModifiedOffset = 112;

    /// <summary>The state of the path; links are followed.</summary>
    public static FileState Of(string path) => LibC.Available ? OfLinux(path) : OfAny(path);

    /// <summary>The state of a path in UTF-8 with a final NUL; Linux only.</summary>
    internal static unsafe FileState Of(ReadOnlySpan<byte> path)
    {
        var raw = stackalloc byte[256];
        fixed (byte* start = path)
            return LibC.TryStat(start, followLinks: true, raw) ? Of(raw) : default;
    }

    private static unsafe FileState OfLinux(string path)
    {
        var raw = stackalloc byte[256];
        return LibC.TryStat(path, followLinks: true, raw) ? Of(raw) : default;
    }

    private static unsafe FileState Of(byte* statistics)
    {
        var raw = new ReadOnlySpan<byte>(statistics, 256);
        var mode = BitConverter.ToUInt16(raw[ModeOffset..]);
        var kind = (mode & 0xF000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, _ => FileKind.Other };
        return new FileState(kind, BitConverter.ToInt64(raw[SizeOffset..]), Time(raw[ModifiedOffset..]), Time(raw[ChangedOffset..]),
            BitConverter.ToUInt64(raw[InodeOffset..]), (mode & 0x49) != 0);
    }

    private static long Time(ReadOnlySpan<byte> raw) => BitConverter.ToInt64(raw) * 1_000_000_000 + BitConverter.ToUInt32(raw[8..]);

    private static FileState OfAny(string path)
    {
        if (Directory.Exists(path)) return new FileState(FileKind.Folder, 0, 0, 0, 0, false);
        var file = new FileInfo(path);
        if (!file.Exists) return default;
        var modified = (file.LastWriteTimeUtc.Ticks - DateTime.UnixEpoch.Ticks) * 100;
        var executable = !OperatingSystem.IsWindows() && (file.UnixFileMode & (UnixFileMode)0x49) != 0;
        return new FileState(FileKind.File, file.Length, modified, modified, 0, executable);
    }
}
