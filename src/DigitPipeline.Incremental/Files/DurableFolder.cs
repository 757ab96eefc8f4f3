using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Native;

namespace DigitPipeline.Incremental.Files;

/// <summary>Puts a finished folder into its place so that a reader sees the old one or the new one, never a mixture.</summary>
public static class DurableFolder
{
    /// <summary>Flushes every file and folder below (and including) the folder to disk.</summary>
    public static void Flush(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            if (Directory.Exists(path)) Flush(path);
            else FlushFile(path);
        }

        if (LibC.Available) LibC.Flush(folder);
    }

    /// <summary>Renames <paramref name="finished"/> to <paramref name="target"/>; what was there before is removed afterwards.</summary>
    public static void Place(string finished, string target)
    {
        var name = Path.GetFileName(target);
        WritePoint.Reach($"{name}: before the outputs are put in place");
        if (!Directory.Exists(target))
        {
            Directory.Move(finished, target);
            WritePoint.Reach($"{name}: outputs in place, not flushed");
            FlushParent(target);
            return;
        }

        if (LibC.Available && LibC.TryExchange(finished, target))
        {
            WritePoint.Reach($"{name}: outputs exchanged, not flushed");
            FlushParent(target);
            Remove(finished);
            return;
        }

        var old = OldOf(target);
        Directory.Move(target, old);
        WritePoint.Reach($"{name}: old outputs aside");
        Directory.Move(finished, target);
        FlushParent(target);
        Remove(old);
    }

    /// <summary>Removes a folder with all that it holds; of a link only the link.</summary>
    public static void Remove(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            Directory.Delete(folder);
            return;
        }

        WritePoint.Reach($"{Path.GetFileName(folder)}: before it is removed");
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
            WritePoint.Reach($"{Path.GetFileName(folder)}: partly removed");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Sets right what a killed <see cref="Place"/> left behind: the last good folder comes back, or its remains go.</summary>
    public static void Recover(string target)
    {
        var old = OldOf(target);
        if (!Directory.Exists(old)) return;
        if (Directory.Exists(target)) Remove(old);
        else Directory.Move(old, target);
    }

    // An output may be read-only: Linux flushes it all the same, elsewhere writing must be allowed.
    private static void FlushFile(string path)
    {
        if (LibC.Available)
        {
            LibC.Flush(path);
            return;
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    private static string OldOf(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.old");

    private static void FlushParent(string path)
    {
        if (LibC.Available) LibC.Flush(Path.GetDirectoryName(path)!);
    }
}
