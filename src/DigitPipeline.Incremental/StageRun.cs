namespace DigitPipeline.Incremental;

/// <summary>What the action of a stage is given.</summary>
/// <param name="Output">A fresh, empty folder for the outputs. It becomes the stage's output folder when the action is done.</param>
/// <param name="State">Folder for partial work under this key, or null when the stage keeps none.</param>
/// <param name="Key">The stage's key.</param>
/// <param name="ChildStarted">To be told of processes that the action starts, so that a later run can end them if this one is killed.</param>
/// <param name="Cancellation">Ctrl+C or SIGTERM.</param>
public sealed record StageRun(string Output, string? State, string Key, Action<int> ChildStarted, CancellationToken Cancellation)
{
    /// <summary>Environment variables for the programs that the action starts, besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
