using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental;

/// <summary>The way of one stage: key, then leave alone, restore or run, then put in place and record.</summary>
internal sealed class StageEvaluation(PipelineLayout layout, LocalStore store, ContentReader reader, Action<string> warn)
{
    public StageResult Evaluate(Stage stage, Action<int> childStarted, CancellationToken cancellation)
    {
        RemoveLeftovers(stage);
        var key = KeyOf(stage, cancellation);
        var record = OutputManifest.Read(layout.Record(stage.Name));
        var why = ReasonToRun(stage, key, record, cancellation);
        if (why is null) return Result(Outcome.UpToDate, $"same inputs, parameters and tools (key {FileDigest.Short(key.Digest)}), outputs intact");

        var partial = layout.Partial(stage.Name);
        Directory.CreateDirectory(partial);
        try
        {
            if (store.Find(key.Digest) is { } kept)
            {
                if (store.TryRestore(kept, partial, cancellation))
                {
                    Commit(stage, key, kept, partial);
                    return Result(Outcome.Restored, why);
                }

                warn($"{stage.Title}: an output in the store was damaged and is set aside; the stage runs instead");
                Directory.Delete(partial, recursive: true);
                Directory.CreateDirectory(partial);
            }

            Execute(stage, key, partial, childStarted, why, cancellation);
            return Result(Outcome.Executed, why);
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }

        StageResult Result(Outcome outcome, string reason) => new(stage.Name, stage.Title, outcome, reason, key.Digest);
    }

    private void RemoveLeftovers(Stage stage)
    {
        var partial = layout.Partial(stage.Name);
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        DurableFolder.Recover(layout.Output(stage.Name));
    }

    private StageKey KeyOf(Stage stage, CancellationToken cancellation) =>
        StageKey.Of(stage, stage.Inputs.Select(input => reader.Read(input.Files(), cancellation)).ToList());

    private string? ReasonToRun(Stage stage, StageKey key, OutputManifest? record, CancellationToken cancellation)
    {
        if (record is null) return File.Exists(layout.Record(stage.Name)) ? "the record of the last run is damaged" : "first run";
        if (record.Key == key.Digest) return OutputCheck.Difference(record, layout.Output(stage.Name), reader, cancellation);
        if (StageKey.Read(layout.Key(stage.Name)) is not { } old || old.Digest != record.Key) return "the key of the last run is damaged";
        return KeyComparison.Describe(KeyComparison.Between(old, key));
    }

    private void Execute(Stage stage, StageKey key, string partial, Action<int> childStarted, string why, CancellationToken cancellation)
    {
        var states = layout.States(stage.Name);
        var state = stage.KeepsState ? Path.Combine(states, key.Digest) : null;
        if (state is not null) Directory.CreateDirectory(state);

        var exitCode = stage.Action(new StageRun(partial, state, key.Digest, childStarted, cancellation));
        if (exitCode != 0) throw new StageException(FormattableString.Invariant($"exit code {exitCode} (ran because: {why})"), exitCode);

        var manifest = new OutputManifest(stage.Name, key.Digest, reader.Read(FolderListing.Of(partial), cancellation));
        OutputCheck.Demand(stage, manifest.Files);
        DurableFolder.Flush(partial);
        Keep(stage, manifest, partial);
        Commit(stage, key, manifest, partial);
        if (Directory.Exists(states)) Directory.Delete(states, recursive: true);
    }

    private void Keep(Stage stage, OutputManifest manifest, string partial)
    {
        try
        {
            store.Keep(manifest, partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warn($"{stage.Title}: its outputs are not kept in the store: {error.Message}");
        }
    }

    private void Commit(Stage stage, StageKey key, OutputManifest manifest, string partial)
    {
        DurableFolder.Place(partial, layout.Output(stage.Name));
        AtomicFile.Write(layout.Key(stage.Name), key.Readable());
        AtomicFile.Write(layout.Record(stage.Name), manifest.ToJson());
    }
}
