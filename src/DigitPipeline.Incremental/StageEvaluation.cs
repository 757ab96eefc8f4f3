using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;
using DigitPipeline.Incremental.Remote;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental;

/// <summary>The way of one stage: key, then leave alone, restore, fetch or run.</summary>
internal sealed class StageEvaluation(
    PipelineLayout layout, LocalStore store, RemoteCache? remote, ContentReader reader, ContentReader scratch, Action<string> warn)
{
    public StageResult Evaluate(Stage stage, Action<int> childStarted, CancellationToken cancellation)
    {
        StageOutputs.RemoveLeftovers(layout, stage);
        var inputs = InputSnapshot.Of(stage, reader, cancellation);
        var assessment = new StageAssessment(layout, reader);
        var record = assessment.Record(stage);
        var why = assessment.ReasonToRun(stage, inputs.Key, record, cancellation);
        if (why is null)
        {
            RemoveFinishedState(stage, inputs.Key);
            return Result(stage, Outcome.UpToDate, inputs.Key, record!, new StageReason(UpToDate(inputs.Key.Digest)));
        }

        reader.Forget(layout.Record(stage.Name));
        reader.Forget(layout.Output(stage.Name));
        var outputs = new StageOutputs(layout, store, remote, inputs, scratch, warn);
        try
        {
            if (outputs.Restore(stage, cancellation) is { } restored) return Result(stage, Outcome.Restored, inputs.Key, restored, why);
            if (outputs.Fetch(stage, cancellation) is { } fetched) return Result(stage, Outcome.Fetched, inputs.Key, fetched, why);
            var made = outputs.Execute(stage, why.Text, childStarted, () => InputSnapshot.Of(stage, reader, cancellation, inputs), cancellation);
            return Result(stage, Outcome.Executed, inputs.Key, made, why);
        }
        finally
        {
            if (Directory.Exists(layout.Partial(stage.Name))) DurableFolder.Remove(layout.Partial(stage.Name));
        }
    }

    /// <summary>What will be said of a stage that came out well, when nothing has changed.</summary>
    public static StageResult AsUpToDate(StageResult result) =>
        result with { Outcome = Outcome.UpToDate, Reason = UpToDate(result.Key!), Changes = [] };

    /// <summary>The reason of a stage that is up to date.</summary>
    public static string UpToDate(string key) => $"same inputs, parameters and tools (key {FileDigest.Short(key)}), outputs intact";

    private static StageResult Result(Stage stage, Outcome outcome, StageKey key, OutputManifest outputs, StageReason why) =>
        new(stage.Name, stage.Title, outcome, why.Text, key.Digest)
        {
            Changes = why.Changes,
            Outputs = (outputs.Files.Count, outputs.Files.Sum(file => file.Size)),
        };

    // Left when the build was killed after the outputs were in place.
    private void RemoveFinishedState(Stage stage, StageKey key)
    {
        if (Directory.Exists(Path.Combine(layout.States(stage.Name), key.Digest))) DurableFolder.Remove(layout.States(stage.Name));
    }
}
