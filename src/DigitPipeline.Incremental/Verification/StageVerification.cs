using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Verification;

/// <summary>What running a stage again showed.</summary>
/// <param name="Files">How many outputs were compared.</param>
/// <param name="Differences">Outputs that came out otherwise, in the order of their names.</param>
/// <param name="WrittenElsewhere">What was written outside of the outputs.</param>
/// <param name="Folder">Where the outputs lie that were made again, if they differ.</param>
public sealed record VerificationResult(int Files, IReadOnlyList<OutputDifference> Differences, IReadOnlyList<string> WrittenElsewhere, string Folder)
{
    /// <summary>Whether the stage does what it promises.</summary>
    public bool IsGood => Differences.Count == 0 && WrittenElsewhere.Count == 0;

    /// <summary>In what the two runs differed, of what they may differ in: the likely reason of differences.</summary>
    public IReadOnlyList<KeyChange> Surroundings { get; init; } = [];
}

/// <summary>Runs a stage again apart and compares what comes out with what is there, byte for byte.</summary>
/// <param name="options">What the session was opened with.</param>
/// <param name="watched">Full paths of folders in which nothing but the outputs may be written.</param>
/// <param name="unwatched">Full paths of what may be written there all the same.</param>
public sealed class StageVerification(SessionOptions options, IReadOnlyCollection<string> watched, IReadOnlyCollection<string> unwatched)
{
    /// <summary>
    /// Names in the environment of a stage's key that may be others than in the run that made the outputs: the stage is run again in other
    /// surroundings, which should not matter.
    /// </summary>
    public IReadOnlyCollection<string> Surroundings { get; init; } = [];

    /// <summary>Verifies a stage that is up to date.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="session">A session of the pipeline, whose lock keeps others out.</param>
    /// <exception cref="StageException">The stage is not up to date, or its action fails.</exception>
    public VerificationResult Run(Stage stage, StageSession session)
    {
        var assessment = new StageAssessment(options.Layout, session.Reader);
        var inputs = InputSnapshot.Of(stage, session.Reader, options.Cancellation);
        var record = assessment.Record(stage);
        var reason = assessment.ReasonToRun(stage, inputs.Key, record, options.Cancellation);
        if (reason is not null && !IsOfSurroundings(reason))
            throw new StageException($"{stage.Title} is not up to date ({reason.Text}): run it first, then verify it", ExitCodes.Busy);

        var apart = Path.Combine(options.Layout.Folder, ".verify", stage.Name);
        if (Directory.Exists(apart)) DurableFolder.Remove(apart);
        var (output, state, temporary) = (Path.Combine(apart, "output"), Path.Combine(apart, "state"), Path.Combine(apart, "tmp"));
        foreach (var folder in (string[])[output, state, temporary]) Directory.CreateDirectory(folder);

        var watch = new FolderWatch(watched, [apart, options.Layout.Records, .. unwatched]);
        var run = new StageRun(output, stage.KeepsState ? state : null, inputs.Key.Digest, session.NoteChild, options.Cancellation)
        {
            Variables = new Dictionary<string, string> { ["TMPDIR"] = temporary },
        };
        var exitCode = stage.Action(run);
        if (exitCode != 0) throw new StageException(FormattableString.Invariant($"{stage.Title} ended with exit code {exitCode} when it was run again"), exitCode);

        var elsewhere = watch.Written().Concat(FolderNames.Of(temporary).Select(name => $"{name} was left in the folder of temporary files")).ToList();
        var result = new VerificationResult(record!.Files.Count, Differences(stage, record, output), elsewhere, output) { Surroundings = reason?.Changes ?? [] };
        if (result.Differences.Count == 0) DurableFolder.Remove(Path.Combine(options.Layout.Folder, ".verify"));
        return result;
    }

    private bool IsOfSurroundings(StageReason reason) => reason.Changes.Count > 0 && reason.Changes.All(change => Surroundings.Contains(change.What));

    private List<OutputDifference> Differences(Stage stage, OutputManifest record, string output)
    {
        var recorded = record.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var again = FolderListing.Of(output).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        return [.. recorded.Union(again).Order(StringComparer.Ordinal).Select(name => Difference(name)).OfType<OutputDifference>()];

        OutputDifference? Difference(string name)
        {
            var (first, second) = (Path.Combine(options.Layout.Output(stage.Name), name), Path.Combine(output, name));
            if (!again.Contains(name)) return new OutputDifference(name, first, null, 0);
            return recorded.Contains(name) ? OutputDifference.Between(name, first, second) : new OutputDifference(name, null, second, 0);
        }
    }
}
