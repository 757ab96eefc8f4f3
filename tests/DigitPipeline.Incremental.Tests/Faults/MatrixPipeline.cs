using System.Text;
using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Files;

namespace DigitPipeline.Incremental.Tests.Faults;

/// <summary>A pipeline of six stages in the manner of the real one: each writes what follows from the bytes that it reads, one keeps partial work.</summary>
internal sealed class MatrixPipeline(string root)
{
    private const int Steps = 4;
    private static readonly string[] Names = ["validate", "records", "config", "train", "evaluate", "export"];

    public string Root => root;

    public PipelineLayout Layout { get; } = new(Path.Combine(root, "artifacts", "p"), Path.Combine(root, "artifacts", ".store"));

    public List<string> Warnings { get; } = [];

    /// <summary>The stages, whose actions reach write points of their own.</summary>
    public IEnumerable<Stage> Stages => Names.Select((name, index) => new Stage
    {
        Name = name,
        After = Names[..index],
        Inputs = [new StageInput("data", Path.Combine(root, "data")), .. Names[..index].Select(before => new StageInput(before, Layout.Output(before)))],
        Expects = ["result", "large"],
        KeepsState = name == "train",
        Action = run => Act(name, run),
    });

    public void Write(string text)
    {
        Directory.CreateDirectory(Path.Combine(root, "data"));
        File.WriteAllText(Path.Combine(root, "data", "input"), text);
    }

    /// <summary>Builds, and gives the outcomes.</summary>
    public Outcome[] Build(CancellationToken cancellation = default, bool wait = false)
    {
        using var session = StageSession.Open(new SessionOptions
        {
            Layout = Layout,
            Command = "the matrix",
            Wait = wait,
            Warn = Warnings.Add,
            Cancellation = cancellation,
        });
        var outcomes = new List<Outcome>();
        foreach (var stage in Stages)
        {
            var result = session.Run(stage);
            outcomes.Add(result.Outcome);
            if (result.Outcome == Outcome.Failed) throw new StageException(result.Reason, result.ExitCode);
        }

        return [.. outcomes];
    }

    /// <summary>The digest of each stage's outputs; <c>none</c> where there are none.</summary>
    public IReadOnlyList<string> Outputs() => [.. Names.Select(name => Directory.Exists(Layout.Output(name))
        ? string.Join(' ', FolderListing.Of(Layout.Output(name)).Select(file => $"{file.Name} {FileDigest.OfFile(file.Path)}"))
        : "none")];

    /// <summary>A copy of everything in another folder, links kept.</summary>
    public MatrixPipeline Copy(string target)
    {
        using var copy = System.Diagnostics.Process.Start("cp", ["-a", root, target]);
        copy.WaitForExit();
        return new MatrixPipeline(target);
    }

    private int Act(string name, StageRun run)
    {
        var index = Array.IndexOf(Names, name);
        var text = new StringBuilder(name);
        foreach (var folder in (string[])[Path.Combine(root, "data"), .. Names[..index].Select(Layout.Output)])
            foreach (var file in FolderListing.Of(folder)) text.Append('\n').Append(FileDigest.OfFile(file.Path));
        if (run.State is { } state) Work(state);

        var result = FileDigest.OfBytes(Encoding.UTF8.GetBytes(text.ToString()));
        WritePoint.Reached?.Invoke($"{name}: its action, before it writes");
        File.WriteAllText(Path.Combine(run.Output, "result"), result[..32]);
        WritePoint.Reached?.Invoke($"{name}: its action, half of a file written");
        File.AppendAllText(Path.Combine(run.Output, "result"), result[32..]);
        File.WriteAllText(Path.Combine(run.Output, "large"), string.Concat(Enumerable.Repeat(result, 17_000)));
        WritePoint.Reached?.Invoke($"{name}: its action, after it wrote");
        return 0;
    }

    private static void Work(string state)
    {
        for (var step = 1; step <= Steps; step++)
        {
            if (File.Exists(Path.Combine(state, $"{step:D}"))) continue;
            WritePoint.Reached?.Invoke($"train: its action, before step {step:D}");
            File.WriteAllText(Path.Combine(state, $"{step:D}"), "done");
        }
    }
}
