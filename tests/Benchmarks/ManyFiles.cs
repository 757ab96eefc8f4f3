using System.Diagnostics;
using System.Globalization;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Manifests;

namespace Benchmarks;

/// <summary>A root folder with a stage that reads many files of 4 KB, built, with an answer left for the next run.</summary>
internal sealed class ManyFiles : IDisposable
{
    private const int FilesAFolder = 1000;

    private readonly string _root = Directory.CreateTempSubdirectory("digit-pipeline-benchmark-").FullName;
    private readonly PipelineLayout _layout;

    public ManyFiles(int count)
    {
        _layout = new PipelineLayout(Path.Combine(_root, "artifacts", "p"), Path.Combine(_root, "artifacts", ".store"));
        var content = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var folder = Path.Combine(Data, (i / FilesAFolder).ToString("D4", CultureInfo.InvariantCulture));
            if (i % FilesAFolder == 0) Directory.CreateDirectory(folder);
            BitConverter.TryWriteBytes(content, i);
            File.WriteAllBytes(Path.Combine(folder, i.ToString("D6", CultureInfo.InvariantCulture)), content);
        }

        Directory.CreateDirectory(Data);
        Build();
    }

    public string Data => Path.Combine(_root, "data");

    /// <summary>The command that starts a build of it.</summary>
    public string[] Command => [Path.Combine(Repository.Root, "build.sh"), .. Arguments];

    private string[] Arguments => ["--root", _root];

    /// <summary>How long the last build took to find out what changed and to start the stage.</summary>
    public TimeSpan Found { get; private set; }

    /// <summary>Builds; the reason is what the build would say.</summary>
    public StageResult Build()
    {
        var start = Stopwatch.GetTimestamp();
        using var session = StageSession.Open(new SessionOptions { Layout = _layout, Command = "a benchmark" });
        var result = session.Run(new Stage { Name = "s", Inputs = [new StageInput("data", Data)], Action = run => Act(run, start) });
        var path = RunManifest.PathIn(Path.Combine(_root, ".nuke", "temp", "runs"), Arguments, Environment.CurrentDirectory);
        session.LeaveAnswer(new RunAnswer(path, new RunIdentity(Arguments, Environment.CurrentDirectory, Repository.Program, []), [], stage => stage.Reason));
        return result;
    }

    public void Touch()
    {
        var now = DateTime.UtcNow;
        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, now);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private int Act(StageRun run, long start)
    {
        Found = Stopwatch.GetElapsedTime(start);
        File.WriteAllText(Path.Combine(run.Output, "done"), "done");
        return 0;
    }
}
