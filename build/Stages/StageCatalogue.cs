namespace DigitPipeline.Stages;

/// <summary>The stages of the build by their verbs' order.</summary>
internal sealed class StageCatalogue
{
    // A host may bind targets in any order, and more than once.
    private static readonly string[] Order = ["validate", "records", "config", "train", "evaluate", "export"];

    private readonly SortedDictionary<int, (string Name, string Title)> _stages = [];

    public void Add(string name, string title) => _stages[Position(name)] = (name, title);

    /// <summary>The names of the stages before one.</summary>
    public IReadOnlyList<string> Before(string name) =>
        [.. _stages.Where(stage => stage.Key < Position(name)).Select(stage => stage.Value.Name)];

    /// <summary>The stages after one.</summary>
    public IReadOnlyList<(string Name, string Title)> After(string name) =>
        [.. _stages.Where(stage => stage.Key > Position(name)).Select(stage => stage.Value)];

    private static int Position(string name) => Array.IndexOf(Order, name);
}
