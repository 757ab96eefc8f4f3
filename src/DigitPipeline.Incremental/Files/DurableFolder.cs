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
            else
            {
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                RandomAccess.FlushToDisk(handle);
            }
        }

        if (LibC.Available) LibC.FlushFolder(folder);
    }

    /// <summary>Renames <paramref name="finished"/> to <paramref name="target"/>; what was there before is removed afterwards.</summary>
    public static void Place(string finished, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(finished, target);
            FlushParent(target);
            return;
        }

        if (LibC.Available && LibC.TryExchange(finished, target))
        {
            FlushParent(target);
            Directory.Delete(finished, recursive: true);
            return;
        }

        var old = OldOf(target);
        Directory.Move(target, old);
        Directory.Move(finished, target);
        FlushParent(target);
        Directory.Delete(old, recursive: true);
    }

    /// <summary>Sets right what a killed <see cref="Place"/> left behind: the last good folder comes back, or its remains go.</summary>
    public static void Recover(string target)
    {
        var old = OldOf(target);
        if (!Directory.Exists(old)) return;
        if (Directory.Exists(target)) Directory.Delete(old, recursive: true);
        else Directory.Move(old, target);
    }

    private static string OldOf(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.old");

    private static void FlushParent(string path)
    {
        if (LibC.Available) LibC.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
