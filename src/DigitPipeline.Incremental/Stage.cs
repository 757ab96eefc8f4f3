namespace DigitPipeline.Incremental;

/// <summary>
/// One step of a pipeline: everything that its outputs depend on, and the action that makes them. Two stages with the same key make
/// the same bytes, so paths, times, user and machine are no part of it.
/// </summary>
public sealed record Stage
{
    /// <summary>Short name, which is also the name of its output folder: <c>train</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people, as in the log: <c>Train</c>.</summary>
    public string Title { get => field ?? Name; init; }

    /// <summary>The files it reads.</summary>
    public IReadOnlyList<StageInput> Inputs { get; init; } = [];

    /// <summary>Its settings, as the text of one JSON object.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>Programs and packages that do the work: name to digest or version.</summary>
    public IReadOnlyDictionary<string, string> Tools { get; init; } = new Dictionary<string, string>();

    /// <summary>Declared environment: name to value.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What it must write, relative to its output folder; <c>*</c> stands for any characters of one name. Each must match a file with
    /// at least one byte, else the stage fails.
    /// </summary>
    public IReadOnlyList<string> Expects { get; init; } = [];

    /// <summary>Names of the stages that come before it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whether it keeps partial work under its key, which a run that was killed leaves for the next one.</summary>
    public bool KeepsState { get; init; }

    /// <summary>Makes the outputs; returns an exit code, 0 when done.</summary>
    public required Func<StageRun, int> Action { get; init; }
}
