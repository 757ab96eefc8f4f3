using System.Diagnostics;
using System.Globalization;

namespace DigitPipeline.Incremental.Processes;

/// <summary>A process beyond its number, which may be used again: number and start, in the kernel's ticks and boot on Linux.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Start">Opaque text that another process with the same id would not have.</param>
public sealed record ProcessIdentity(int Id, string Start)
{
    /// <summary>The identity of a running process, or null when there is none.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            return new ProcessIdentity(id, OperatingSystem.IsLinux() ? LinuxStart(id) : AnyStart(id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether this very process still runs.</summary>
    public bool IsAlive => Of(Id) == this;

    // Field 22 of /proc/PID/stat; the command in field 2 may itself hold spaces and brackets, so count from its last bracket.
    private static string LinuxStart(int id)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var state = fields[0];
        if (state is "Z" or "X") throw new InvalidOperationException("the process has ended");
        return $"{fields[19]}@{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
    }

    private static string AnyStart(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
    }
}
