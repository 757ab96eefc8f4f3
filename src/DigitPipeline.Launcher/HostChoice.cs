using System.Diagnostics;

namespace DigitPipeline.Launcher;

/// <summary>Which host the build is compiled against: the genuine NUKE where NuGet has it, else the bundled one.</summary>
internal static class HostChoice
{
    public const string Nuget = "nuget", Bundled = "bundled";

    /// <summary>The host that is asked for, or that an earlier compilation found; null when NuGet has to be asked.</summary>
    /// <exception cref="LaunchException">Another one is asked for.</exception>
    public static string? Known(Layout layout, string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" => File.Exists(layout.Host) ? File.ReadAllText(layout.Host).Trim() : null,
        Nuget or Bundled => Environment.GetEnvironmentVariable(variable),
        var other => throw new LaunchException($"{variable} is '{other}': expected {Nuget} or {Bundled}", ExitCode.Usage),
    };

    /// <summary>Asks NuGet for the genuine package. A definite answer is kept.</summary>
    public static string Ask(Layout layout, string sdk, TextWriter messages)
    {
        var probe = Directory.CreateDirectory(Path.Combine(layout.Temporary, "nuke-probe")).FullName;
        File.Copy(Path.Combine(layout.Root, "build", "nuke-probe.xml"), Path.Combine(probe, "probe.csproj"), overwrite: true);
        var start = new ProcessStartInfo(sdk, ["restore", Path.Combine(probe, "probe.csproj"), "--verbosity", "quiet"]) { RedirectStandardOutput = true };
        using var restore = Process.Start(start)!;
        var answer = restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();

        var host = restore.ExitCode == 0 ? Nuget : Bundled;
        messages.WriteLine(host == Nuget
            ? "build.sh: NuGet has Nuke.Common 10.1.0: the build runs on it (NUKE_HOST=bundled for the bundled host)"
            : "build.sh: NuGet does not have Nuke.Common 10.1.0 here: the build runs on the bundled host (NUKE_HOST=nuget forces the package)");
        if (host == Nuget || answer.Contains("NU1101", StringComparison.Ordinal) || answer.Contains("NU1102", StringComparison.Ordinal))
            File.WriteAllText(layout.Host, host + "\n");
        else
            messages.WriteLine("build.sh: no definite answer from NuGet, so the next compilation asks again");
        return host;
    }
}
