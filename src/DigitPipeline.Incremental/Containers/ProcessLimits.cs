using System.Globalization;

namespace DigitPipeline.Incremental.Containers;

/// <summary>The limits of this process, which an engine may not exceed for a container unless it has the right to.</summary>
public static class ProcessLimits
{
    private const string File = "/proc/self/limits", MostNumbers = "/proc/sys/kernel/pid_max";
    private const int NameWidth = 26, ValueWidth = 21;

    /// <summary>Most open files; null: none set.</summary>
    public static long? OpenFiles => Hard("Max open files");

    /// <summary>
    /// Most processes of the user; null: none set. Podman lowers its own limit to the number of process ids that there are.
    /// </summary>
    public static long? Processes => Hard("Max processes") is { } limit
        ? Math.Min(limit, long.Parse(System.IO.File.ReadAllText(MostNumbers), CultureInfo.InvariantCulture))
        : null;

    // A table of fixed columns: name, soft limit, hard limit, unit.
    private static long? Hard(string name)
    {
        if (!System.IO.File.Exists(File)) return null;
        var line = System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        if (line is null || line.Length <= NameWidth + ValueWidth) return null;
        var hard = line[(NameWidth + ValueWidth)..].TrimStart().Split(' ')[0];
        return long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
