using System.Globalization;
using Nuke.Common.Execution;

namespace Nuke.Common.Reporting;

/// <summary>The table of targets at the end of a run, in NUKE's layout.</summary>
internal static class SummaryTable
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    /// <summary>The lines from rule to rule; a target's line comes with its status, the others with none.</summary>
    public static IEnumerable<(string Text, ExecutionStatus Status)> Lines(IReadOnlyList<ExecutableTarget> plan)
    {
        var nameWidth = Math.Max(plan.Select(target => target.Name.Length).DefaultIfEmpty().Max() + 4, 19);
        var width = nameWidth + StatusWidth + DurationWidth;
        string Line(string name, string status, string duration, string notes = "") =>
            (name.PadRight(nameWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth) + notes).TrimEnd();

        yield return (new string('═', width), ExecutionStatus.None);
        yield return (Line("Target", "Status", "Duration"), ExecutionStatus.None);
        yield return (new string('─', width), ExecutionStatus.None);
        foreach (var target in plan.Where(target => target.Status != ExecutionStatus.Collective))
            yield return (Line(target.Name, target.Status.ToString(), OwnDuration(target), Notes(target)), target.Status);
        yield return (new string('─', width), ExecutionStatus.None);
        var total = plan.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Duration);
        yield return (Line("Total", "", Duration(total)), ExecutionStatus.None);
        yield return (new string('═', width), ExecutionStatus.None);
    }

    /// <summary>Minutes and seconds, <c>2:05</c>; less than a second is <c>&lt; 1sec</c>.</summary>
    public static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1)
            ? "< 1sec"
            : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes}:{duration.Seconds:00}");

    private static string OwnDuration(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted ? Duration(target.Duration) : "";

    private static string Notes(ExecutableTarget target) =>
        target.SummaryInformation.Count == 0
            ? ""
            : "   // " + string.Join(", ", target.SummaryInformation.Select(note => $"{note.Key}: {note.Value}"));
}
