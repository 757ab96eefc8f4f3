using DigitPipeline.Incremental.Remote;

namespace DigitPipeline.Incremental.Tests;

/// <summary>A pipeline in a temporary folder, with an input folder and two stages: <c>a</c> copies the inputs, <c>b</c> counts what <c>a</c> wrote.</summary>
public sealed class TemporaryPipeline : IDisposable
{
    public TemporaryPipeline(string? parent = null)
    {
        Root = Path.Combine(parent ?? Path.GetTempPath(), "digit-pipeline-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Data);
        Layout = new PipelineLayout(Path.Combine(Root, "artifacts", "p"), Path.Combine(Root, "artifacts", ".store"));
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public PipelineLayout Layout { get; init; }

    public List<string> Warnings { get; } = [];

    public List<string> Ran { get; } = [];

    public string Parameters { get; set; } = "{}";

    public RemoteCacheOptions? Remote { get; set; }

    public string Tool { get; set; } = "1.0";

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Output(string name) => Path.Combine(Layout.Folder, name);

    public Stage Copy() => new()
    {
        Name = "a",
        Inputs = [new StageInput("data", Data)],
        Parameters = Parameters,
        Tools = new Dictionary<string, string> { ["copier"] = Tool },
        Expects = ["names.txt"],
        Action = run =>
        {
            Ran.Add("a");
            var names = Directory.GetFiles(Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal);
            File.WriteAllLines(Path.Combine(run.Output, "names.txt"), names!);
            return 0;
        },
    };

    public Stage Count() => new()
    {
        Name = "b",
        Inputs = [new StageInput("names", Output("a/names.txt"))],
        After = ["a"],
        Expects = ["count.txt"],
        Action = run =>
        {
            Ran.Add("b");
            File.WriteAllText(Path.Combine(run.Output, "count.txt"), File.ReadAllLines(Output("a/names.txt")).Length.ToString("D"));
            return 0;
        },
    };

    public StageResult Last { get; set; } = new("", "", Outcome.NotRun, "");

    public StageResult[] Build(params Stage[] stages)
    {
        Ran.Clear();
        using var session = StageSession.Open(new SessionOptions { Layout = Layout, Command = "a test", Warn = Warnings.Add, Remote = Remote, Cancellation = TestContext.Current.CancellationToken });
        return stages.Select(session.Run).ToArray();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
