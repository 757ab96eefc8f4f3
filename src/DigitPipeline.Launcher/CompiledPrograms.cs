using System.Diagnostics;

namespace DigitPipeline.Launcher;

/// <summary>The programs that belong to one state of the sources.</summary>
/// <param name="BuildFolder">Folder of the compiled build.</param>
/// <param name="DigitsFolder">Folder of the compiled <c>digits</c>.</param>
internal sealed record CompiledPrograms(string BuildFolder, string DigitsFolder)
{
    public static CompiledPrograms Of(Layout layout, string host, SourceDigests sources) =>
        new(layout.BuildFolder(host, sources.Build), layout.ProgramFolder(sources.Digits));

    /// <summary>The build.</summary>
    public string Build => Path.Combine(BuildFolder, "_build.dll");

    /// <summary>What tells them from those of other sources.</summary>
    public string Identity => $"{Path.GetFileName(BuildFolder)} {Path.GetFileName(DigitsFolder)}";

    public bool Exist => File.Exists(Build) && Directory.Exists(DigitsFolder);

    /// <summary>Makes <c>artifacts/bin</c> lead to the current <c>digits</c>.</summary>
    public void Link(Layout layout)
    {
        var target = Path.Combine(Path.GetFileName(layout.Programs), Path.GetFileName(DigitsFolder));
        if (new DirectoryInfo(layout.ProgramLink).LinkTarget is { } current && (current == target || current == DigitsFolder)) return;
        if (OperatingSystem.IsWindows())
        {
            // A junction: links need a privilege there.
            if (Directory.Exists(layout.ProgramLink)) Directory.Delete(layout.ProgramLink);
            using var junction = Process.Start("cmd", ["/c", "mklink", "/J", layout.ProgramLink, DigitsFolder]);
            junction.WaitForExit();
            return;
        }

        var temporary = FormattableString.Invariant($"{layout.ProgramLink}.{Environment.ProcessId}");
        File.Delete(temporary);
        Directory.CreateSymbolicLink(temporary, target);
        NativeProcess.Rename(temporary, layout.ProgramLink);
    }
}
