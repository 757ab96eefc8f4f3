using System.Diagnostics;

namespace DigitPipeline.EndToEnd.Retraining;

/// <summary>A repository on a server: this one as it is now, with fewer pictures, and with a gate that the smoke pipeline passes.</summary>
internal sealed class Origin : IDisposable
{
    private const int TrainPictures = 24, TestPictures = 6;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("origin");

    public Origin()
    {
        (string Folder, HashSet<string> Stems)[] parts =
        [
            ("data/digits/train/", [.. Stems("train").Take(TrainPictures)]),
            ("data/digits/test/", [.. Stems("test").Take(TestPictures)]),
        ];
        var files = Git(Sandbox.Repository, "ls-files", "-co", "--exclude-standard", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files)
        {
            var part = parts.FirstOrDefault(p => file.StartsWith(p.Folder, StringComparison.Ordinal));
            var wanted = part.Folder is null || part.Stems.Contains(Path.GetFileNameWithoutExtension(file));
            if (wanted && !file.StartsWith("tests/", StringComparison.Ordinal) && File.Exists(Path.Combine(Sandbox.Repository, file)))
            {
                Add(file);
            }
        }

        Git(Root, "init", "--quiet", "--initial-branch", "main");
        SetGate("{ mAP: 0 }");
        Commit("the first pictures", "2026-01-01T00:00:00Z");
    }

    public string Root => folder.FullName;

    /// <summary>Name of a picture that this repository has and the origin has not.</summary>
    public static string Spare => Stems("train").ElementAt(TrainPictures);

    /// <summary>Copies files of this repository.</summary>
    public void Add(params string[] files)
    {
        foreach (var file in files)
        {
            var target = Path.Combine(Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Sandbox.Repository, file), target);
        }
    }

    public void SetGate(string gate)
    {
        var settings = Path.Combine(Root, "pipelines", "smoke", "pipeline.yaml");
        var lines = File.ReadAllLines(settings).Where(line => !line.TrimStart().StartsWith("gate:", StringComparison.Ordinal)).ToList();
        lines.Insert(lines.IndexOf("evaluate:") + 1, $"  gate: {gate}");
        File.WriteAllLines(settings, lines);
    }

    public void Commit(string message, string date)
    {
        Git(Root, "add", "--all");
        Git(Root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--date", date, "--message", message);
    }

    /// <summary>Runs git and gives what it prints.</summary>
    public static string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true };
        (start.Environment["GIT_COMMITTER_DATE"], start.Environment["GIT_CONFIG_NOSYSTEM"]) = ("2026-01-01T00:00:00Z", "1");
        if (arguments.SkipWhile(argument => argument != "--date").ElementAtOrDefault(1) is { } date)
        {
            start.Environment["GIT_COMMITTER_DATE"] = date;
        }

        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}");
        return output;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static IEnumerable<string> Stems(string part) => Directory
        .EnumerateFiles(Path.Combine(Sandbox.Repository, "data", "digits", part), "*.xml")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
}
