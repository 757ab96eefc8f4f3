using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DigitPipeline.Launcher.Tests;

public sealed class SourceFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("digit-pipeline-sources-").FullName;

    public SourceFilesTests()
    {
        foreach (var file in (string[])["build.sh", "global.json", "Directory.Build.props", "Directory.Packages.props", "build/Build.cs",
            "src/DigitPipeline.Incremental/A b.cs", "src/DigitPipeline.Incremental/Sub/C.cs", "src/DigitPipeline.Incremental/obj/D.cs",
            "src/DigitPipeline.Launcher/Program.cs", "src/DigitPipeline.Pipelines/P.cs", "src/DigitPipeline.Cli/Cli.cs"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
            File.WriteAllText(Path.Combine(_root, file), file);
        }

        Directory.CreateDirectory(Path.Combine(_root, ".nuke", "temp"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_launchers_digest_is_the_one_that_build_sh_computes()
    {
        var script = File.ReadAllText(Path.Combine(Repository(), "build.sh"));
        var function = Regex.Match(script, @"^launcher_digest\(\) \{.*?^\}", RegexOptions.Multiline | RegexOptions.Singleline).Value;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"root=$1; {function}; launcher_digest", "bash", _root]) { RedirectStandardOutput = true })!;
        Assert.Equal(bash.StandardOutput.ReadToEnd().Trim(), Digests().Launcher);
    }

    [Fact]
    public void A_change_is_seen_in_the_programs_that_it_belongs_to()
    {
        var before = Digests();
        Assert.Equal(before, Digests());
        Write("src/DigitPipeline.Cli/Cli.cs", "changed");
        Assert.Equal((true, true, false), Same(before, Digests()));
        Write("build/New.cs", "new");
        Assert.Equal((true, false, false), Same(before, Digests()));
        Write("src/DigitPipeline.Launcher/Program.cs", "changed");
        Assert.False(Same(before, Digests()).Item1);
    }

    [Fact]
    public void What_a_compilation_leaves_is_no_change()
    {
        var before = Digests();
        Write("build/bin/x.dll", "x");
        Write("src/DigitPipeline.Cli/obj/x.cs", "x");
        Assert.Equal(before, Digests());
    }

    [Fact]
    public void A_change_that_is_taken_back_gives_the_digest_from_before()
    {
        var before = Digests();
        Write("build/Build.cs", "changed");
        Assert.NotEqual(before, Digests());
        Write("build/Build.cs", "build/Build.cs");
        Assert.Equal(before, Digests());
    }

    private static (bool, bool, bool) Same(SourceDigests a, SourceDigests b) => (a.Launcher == b.Launcher, a.Build == b.Build, a.Digits == b.Digits);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DigitPipeline.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private SourceDigests Digests() => new SourceFiles(new Layout(_root)).Digests();

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, name))!);
        File.WriteAllText(Path.Combine(_root, name), text);
    }
}
