using System.Globalization;
using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>What the host itself prints: first line, target headers, summary.</summary>
internal sealed class BuildOutput(BuildOptions options, BuildLog log)
{
    private readonly ConsoleStyle style = ConsoleStyle.ForThisConsole();

    private bool Detailed => options.Verbosity is Verbosity.Normal or Verbosity.Verbose;

    /// <summary>The line that says who runs the build.</summary>
    public void Logo()
    {
        if (!options.NoLogo && Detailed)
            Say("Bundled build host (stands in for NUKE 10.1.0)");
    }

    public void Say(string text) => Console.Out.WriteLine(text);

    public void TargetHeader(ExecutableTarget target)
    {
        if (!Detailed)
            return;
        var line = new string('═', target.Name.Length + 5);
        Say("");
        Say(style.Target($"╬{line}"));
        Say(style.Target($"║ {target.Name}"));
        Say(style.Target($"╬{line[..^2]}"));
        Say("");
    }

    /// <summary>The warnings and errors once more, the table of targets and the outcome.</summary>
    public void Summary(IReadOnlyList<ExecutableTarget> plan, bool failing)
    {
        if (options.Verbosity == Verbosity.Quiet)
            return;
        var repeated = log.Collected.Lines;
        if (repeated.Count > 0)
        {
            Say("");
            Say("Errors & Warnings:");
            foreach (var line in repeated)
                Say(line.StartsWith("[WRN]", StringComparison.Ordinal) ? style.Warning(line) : style.Error(line));
        }
        Say("");
        foreach (var (text, status) in SummaryTable.Lines(plan))
            Say(style.Of(status, text));
        Say("");
        var when = DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Say(failing ? style.Error($"Build failed on {when}.") : style.Success($"Build succeeded on {when}."));
    }
}
