using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Store;

/// <summary>
/// Gives the bytes of one file to another name: as a clone where the file system can, as a hard link where the file is large, else as a
/// copy. Small files are never linked, so that one which is edited in place does not take its twin in the store with it; large linked
/// ones are read-only, and checked before they are used.
/// </summary>
internal static class BlobFile
{
    private const long Large = 1 << 20;
    private const UnixFileMode Reading = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executing = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static volatile bool _clones = LibC.Available;

    /// <summary>Puts an output into the store: a blob does not appear before it is whole and on disk.</summary>
    public static void Keep(string output, FileContent content, string blob)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        var temporary = TemporaryName.For(blob);
        var place = $"blob of {Path.GetFileName(output)}";
        try
        {
            WritePoint.Reach($"{place}: before it is written");
            if (!TryClone(output, temporary) && !TryLink(output, temporary, content)) File.Copy(output, temporary);
            WritePoint.Reach($"{place}: written, not flushed");
            SetMode(temporary, Reading);
            if (LibC.Available) LibC.Flush(temporary);
            WritePoint.Reach($"{place}: before it is renamed into place");
            File.Move(temporary, blob, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Takes an output from the store; the caller has checked the blob.</summary>
    public static void Take(string blob, FileContent content, string output)
    {
        if (!TryClone(blob, output) && TryLink(blob, output, content)) return;
        if (!File.Exists(output)) File.Copy(blob, output);
        SetMode(output, Reading | UnixFileMode.UserWrite | (content.Executable ? Executing : 0));
    }

    private static bool TryClone(string source, string target)
    {
        if (!_clones) return false;
        using (var from = File.OpenHandle(source))
        using (var to = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write))
            if (LibC.TryClone(from, to)) return true;
        File.Delete(target);
        _clones = false;
        return false;
    }

    private static bool TryLink(string source, string target, FileContent content)
    {
        if (!LibC.Available || content.Executable || content.Size < Large) return false;
        SetMode(source, Reading);
        return LibC.TryLink(source, target);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
