using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental.Manifests;

/// <summary>The observations of a run, in states that show every later change.</summary>
internal static class SettledObservations
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Adds records and outputs as they are now, waits until the clock has ticked since the last of them was written, and looks at
    /// everything once more. Null when anything changed: then nobody can vouch for the next run.
    /// </summary>
    public static StateTable? Of(
        IEnumerable<Stage> stages, PipelineLayout layout, ContentReader reader, Observations seen, StatCache cache, CancellationToken cancellation)
    {
        var assessment = new StageAssessment(layout, reader);
        foreach (var stage in stages)
            if (assessment.Record(stage) is not { } record || OutputCheck.Difference(record, layout.Output(stage.Name), reader, cancellation) is not null) return null;
        if (seen.Contradictory) return null;

        var paths = seen.All;
        var table = new StateTable(StateTable.ToBytes(paths));
        var pause = paths.Where(path => !path.Settled).Select(path => FileClock.SettledAtNs(path.State)).DefaultIfEmpty().Max() - FileClock.NowNs();
        // What takes longer (coarse clocks, times in the future) stays unsettled: the next run looks at its content.
        if (pause > 0 && pause < LongestPause.TotalNanoseconds) Thread.Sleep(TimeSpan.FromMicroseconds((pause / 1000) + 1));

        var check = StateCheck.Of(table, cancellation: cancellation);
        if (check.Difference is not null) return null;
        foreach (var row in check.Refreshed) cache.Learn(table[row]);
        return table;
    }
}
