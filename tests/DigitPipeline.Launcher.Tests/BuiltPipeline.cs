using System.Text;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Manifests;

namespace DigitPipeline.Launcher.Tests;

/// <summary>A root folder with a pipeline of one stage that was built and has left an answer.</summary>
internal sealed class BuiltPipeline : IDisposable
{
    private static readonly string[] Variables = ["PIPELINE"];

    private readonly PipelineLayout _layout;

    public BuiltPipeline()
    {
        Root = Directory.CreateTempSubdirectory("digit-pipeline-launcher-").FullName;
        _layout = new PipelineLayout(Path.Combine(Root, "artifacts", "p"), Path.Combine(Root, "artifacts", ".store"));
        Write("data/1.xml", "one");
        Write("data/sub/2.xml", "two");
    }

    public string Root { get; }

    public string[] Arguments { get; set; } = ["Train", "--root", "x"];

    public string Report => File.ReadAllText(_layout.Report);

    public string Lock => Path.Combine(_layout.Records, "lock");

    public string Manifest => RunManifest.PathIn(Path.Combine(Root, ".nuke", "temp", "runs"), Arguments, Environment.CurrentDirectory);

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    /// <summary>Builds, and leaves an answer for the same command line.</summary>
    public Outcome Build()
    {
        using var session = StageSession.Open(new SessionOptions { Layout = _layout, Command = "a test" });
        session.Reader.Earlier(PathOf("settings.yaml"), long.MaxValue);
        var result = session.Run(new Stage
        {
            Name = "copy",
            Inputs = [new StageInput("data", PathOf("data"))],
            Expects = ["all"],
            Action = run =>
            {
                File.WriteAllText(Path.Combine(run.Output, "all"), File.ReadAllText(PathOf("data/1.xml")));
                return 0;
            },
        });
        var identity = new RunIdentity(Arguments, Environment.CurrentDirectory, "build-1 digits-1", []);
        session.LeaveAnswer(new RunAnswer(Manifest, identity, Variables, stage => $"{stage.Title} {stage.Outcome.Name()}"));
        return result.Outcome;
    }

    /// <summary>What the launcher would say; null when it would start the build.</summary>
    public string? Answer(string program = "build-1 digits-1", params string[] arguments)
    {
        var output = new MemoryStream();
        return new EarlierAnswer(Root, arguments.Length == 0 ? Arguments : arguments, program).TryGive(output) ? Encoding.UTF8.GetString(output.ToArray()) : null;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
