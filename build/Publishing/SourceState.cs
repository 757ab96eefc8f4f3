using System.ComponentModel;
using System.Diagnostics;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Publishing;

/// <summary>
/// The commit that last changed what a model is made of (other commits do not count), and whether files differ from it. Empty where this is
/// no checkout or git is not installed.
/// </summary>
internal sealed record SourceState(string Commit, string Date, bool Modified)
{
    private static readonly string[] MadeOf =
        ["build", "build.sh", "src", "pipelines", "data", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    private string? HeadLog { get; init; }

    /// <summary>The state of a checkout.</summary>
    public static SourceState Of(string root)
    {
        var last = Git(root, ["log", "-1", "--format=%H %cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--", .. MadeOf])?.Trim().Split(' ');
        return last is [var commit, var date]
            ? new SourceState(commit, date, Git(root, ["status", "--porcelain", "--", .. MadeOf]) is not "")
            {
                HeadLog = Git(root, ["rev-parse", "--git-path", "logs/HEAD"])?.Trim() is { } log ? Path.GetFullPath(log, root) : null,
            }
            : new SourceState("", "", false);
    }

    /// <summary>Lets a later run see that there is a new commit: each leaves a line in git's log of HEAD.</summary>
    public void Watch(ContentReader reader)
    {
        if (HeadLog is not null) reader.Digest(HeadLog);
    }

    private static string? Git(string root, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["TZ"] = "UTC";
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
