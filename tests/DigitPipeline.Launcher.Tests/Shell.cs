using System.Diagnostics;

namespace DigitPipeline.Launcher.Tests;

/// <summary>Changes as a person makes them.</summary>
internal static class Shell
{
    public static void Run(string script, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-ec", script]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
