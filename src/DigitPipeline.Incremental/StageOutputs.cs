using DigitPipeline.Incremental.Faults;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;
using DigitPipeline.Incremental.Remote;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental;

/// <summary>Gets a stage's outputs from the local store, from the remote cache or from its action, and puts them in place whole or not at all.</summary>
internal sealed class StageOutputs(PipelineLayout layout, LocalStore store, RemoteCache? remote, InputSnapshot inputs, ContentReader scratch, Action<string> warn)
{
    private StageKey Key => inputs.Key;

    /// <summary>Removes what a run that was killed left of a stage.</summary>
    public static void RemoveLeftovers(PipelineLayout layout, Stage stage)
    {
        if (Directory.Exists(layout.Partial(stage.Name))) DurableFolder.Remove(layout.Partial(stage.Name));
        DurableFolder.Recover(layout.Output(stage.Name));
    }

    /// <summary>Puts the outputs of an earlier run with this key in place, if there are any.</summary>
    public OutputManifest? Restore(Stage stage, CancellationToken cancellation)
    {
        if (store.Find(Key.Digest) is not { } kept) return null;
        var partial = FreshPartial(stage);
        if (!store.TryRestore(kept, partial, cancellation))
        {
            warn($"{stage.Title}: an output in the store was damaged or gone; a damaged one is set aside, and the outputs are made again");
            return null;
        }

        DurableFolder.Flush(partial);
        return Commit(stage, kept, partial);
    }

    /// <summary>Puts the outputs that someone else made under this key in place, if the remote cache has them.</summary>
    public OutputManifest? Fetch(Stage stage, CancellationToken cancellation)
    {
        if (remote?.Find(stage.Name, Key.Digest, cancellation) is not { } there) return null;
        if (OutputCheck.Lack(stage, there.Files) is { } lack)
        {
            warn($"remote cache {remote.Name}: an entry of {stage.Title} is not used: whoever made it {lack}");
            return null;
        }

        var partial = FreshPartial(stage);
        foreach (var file in there.Files)
        {
            var path = Path.Combine(partial, file.Name);
            if (!store.TryTake(file, path) && !remote.TryFetch(file, path, cancellation)) return null;
        }

        DurableFolder.Flush(partial);
        Keep(stage, there, partial);
        return Commit(stage, there, partial);
    }

    /// <summary>Runs the stage's action.</summary>
    /// <exception cref="StageException">It failed, did not write what it should have, or an input changed meanwhile.</exception>
    public OutputManifest Execute(Stage stage, string why, Action<int> childStarted, Func<InputSnapshot> inputsNow, CancellationToken cancellation)
    {
        var states = layout.States(stage.Name);
        var state = stage.KeepsState ? Path.Combine(states, Key.Digest) : null;
        if (state is not null) Directory.CreateDirectory(state);

        var partial = FreshPartial(stage);
        WritePoint.Reach($"{stage.Name}: before its action");
        var exitCode = stage.Action(new StageRun(partial, state, Key.Digest, childStarted, cancellation));
        WritePoint.Reach($"{stage.Name}: after its action");
        if (exitCode != 0) throw new StageException(FormattableString.Invariant($"exit code {exitCode} (ran because: {why})"), exitCode);
        if (inputs.ChangeUntil(inputsNow()) is { } change)
            throw new StageException($"an input changed while it ran, so its outputs are not kept: {change}; run again", ExitCodes.Busy);

        var manifest = new OutputManifest(stage.Name, Key.Digest, scratch.Read(scratch.List(partial), cancellation));
        if (OutputCheck.Lack(stage, manifest.Files) is { } lack)
            throw new StageException($"it ended well but {lack}: that is a fault of the stage", ExitCodes.InputOutput);
        DurableFolder.Flush(partial);
        Keep(stage, manifest, partial);
        Commit(stage, manifest, partial);
        if (Directory.Exists(states)) DurableFolder.Remove(states);
        remote?.Offer(Key, manifest, layout.Output(stage.Name), cancellation);
        return manifest;
    }

    private string FreshPartial(Stage stage)
    {
        var partial = layout.Partial(stage.Name);
        if (Directory.Exists(partial)) DurableFolder.Remove(partial);
        WritePoint.Reach($"{stage.Name}: before its folder is made");
        Directory.CreateDirectory(partial);
        return partial;
    }

    private void Keep(Stage stage, OutputManifest manifest, string partial)
    {
        try
        {
            store.Keep(Key, manifest, partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            warn($"{stage.Title}: its outputs are not kept in the store: {error.Message}");
        }
    }

    private OutputManifest Commit(Stage stage, OutputManifest manifest, string partial)
    {
        DurableFolder.Place(partial, layout.Output(stage.Name));
        AtomicFile.Write(layout.Key(stage.Name), Key.Readable());
        AtomicFile.Write(layout.Record(stage.Name), manifest.ToJson());
        return manifest;
    }
}
