using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DigitPipeline.Launcher;

/// <summary>Compiles the build and <c>digits</c> where their sources have no compiled program yet.</summary>
internal sealed class Compilation(Layout layout, string sdk, TextWriter messages)
{
    private const long Large = 8 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200), Old = TimeSpan.FromDays(1);

    /// <summary>The programs of these sources, compiled if need be.</summary>
    /// <param name="sources">The state of the sources.</param>
    /// <param name="knownHost">The host to compile against; null: ask NuGet.</param>
    /// <exception cref="LaunchException">The sources do not compile.</exception>
    public CompiledPrograms Run(SourceDigests sources, string? knownHost)
    {
        Directory.CreateDirectory(layout.Temporary);
        Directory.CreateDirectory(layout.Programs);
        using var held = Lock();
        var host = knownHost ?? HostChoice.Ask(layout, sdk, messages);
        var programs = CompiledPrograms.Of(layout, host, sources);
        if (!File.Exists(programs.Build))
        {
            messages.WriteLine("build.sh: compiling build/ (its sources changed)");
            Publish("build/_build.csproj", programs.BuildFolder, "-p:NukeHost=" + host);
        }

        if (!Directory.Exists(programs.DigitsFolder))
        {
            messages.WriteLine("build.sh: compiling digits (src/ changed)");
            Publish("src/DigitPipeline.Cli/DigitPipeline.Cli.csproj", programs.DigitsFolder);
        }

        RemoveOld(programs);
        return programs;
    }

    private FileStream Lock()
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(layout.CompileLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error.HResult is 11 or 35 || (error.HResult & 0xFFFF) is 32 or 33)
            {
                if (!told) messages.WriteLine("build.sh: waiting for another build.sh that compiles");
                Thread.Sleep(Pause);
            }
        }
    }

    // Into a fresh folder that is renamed into place, so that nobody runs half of it.
    private void Publish(string project, string folder, params string[] options)
    {
        var fresh = folder + ".new";
        if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        string[] rid = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? ["-p:PublishRid=linux-x64"] : [];
        string[] arguments =
        [
            "publish", Path.Combine(layout.Root, project), "--configuration", "Release", "--output", fresh, "--verbosity", "quiet", "-nologo", .. rid, .. options,
        ];
        var start = new ProcessStartInfo(sdk, arguments) { RedirectStandardOutput = true, WorkingDirectory = layout.Root };
        using var publish = Process.Start(start)!;
        while (publish.StandardOutput.ReadLine() is { } line) messages.WriteLine(line);
        publish.WaitForExit();
        if (publish.ExitCode != 0) throw new LaunchException($"{project} does not compile: see above", ExitCode.DoesNotCompile);
        Separate(fresh);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.Move(fresh, folder);
    }

    // Packages stay linked to NuGet's folder, which nobody rewrites; what was compiled here must not change with the next compilation.
    private static void Separate(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length < Large).ToList())
        {
            var own = file.FullName + ".own";
            file.CopyTo(own);
            File.Move(own, file.FullName, overwrite: true);
        }
    }

    // What was compiled long ago goes; a build that still runs from it has had its day.
    private void RemoveOld(CompiledPrograms programs)
    {
        var found = Directory.EnumerateDirectories(layout.Temporary, "build-*").Concat(Directory.EnumerateDirectories(layout.Programs));
        foreach (var folder in found.Where(folder => folder != programs.BuildFolder && folder != programs.DigitsFolder).ToList())
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Old) Directory.Delete(folder, recursive: true);
    }
}
