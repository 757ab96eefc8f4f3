using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Which targets of the plan do not run, and why.</summary>
internal sealed class TargetSkipping(IReadOnlyList<ExecutableTarget> plan)
{
    private const string Skipped = "Skipped";
    private const string OnlyWhen = "OnlyWhen";

    /// <summary>
    /// What <c>--skip</c> asks for: these targets, or all dependencies when no name is given. Invoked targets run all the same.
    /// </summary>
    public void ByParameter(IReadOnlyCollection<ExecutableTarget> skipped)
    {
        foreach (var target in plan.Where(target => skipped.Count == 0 || skipped.Contains(target)))
            Skip(target, "via parameter");
    }

    /// <summary>Skips the targets whose static conditions do not hold, with the dependencies that nothing else needs.</summary>
    public void ByStaticConditions()
    {
        foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Scheduled))
        {
            if (!Hold(target, target.StaticConditions))
                Skip(target, reason: null);
        }
    }

    /// <summary>Skips the target when one of its dynamic conditions does not hold.</summary>
    public void ByDynamicConditions(ExecutableTarget target)
    {
        if (!Hold(target, target.DynamicConditions))
            Skip(target, reason: null);
    }

    /// <summary>Skips a target that succeeded in the run that is being continued.</summary>
    public static void BecauseItSucceededBefore(ExecutableTarget target)
    {
        target.Status = ExecutionStatus.Skipped;
        target.SummaryInformation.TryAdd(Skipped, "succeeded before");
    }

    /// <summary>Whether a condition, looked at already, keeps the target from running; that holds for invoked targets too.</summary>
    public static bool IsRuledOut(ExecutableTarget target) => target.SummaryInformation.ContainsKey(OnlyWhen);

    private static bool Hold(ExecutableTarget target, List<TargetCondition> conditions)
    {
        try
        {
            var violated = conditions.Where(condition => !condition.Holds()).Select(condition => condition.Text).ToList();
            if (violated.Count > 0)
                target.SummaryInformation[OnlyWhen] = string.Join(" && ", violated);
            return violated.Count == 0;
        }
        catch (Exception exception)
        {
            Log.Error("A condition of target {Target:l} could not be evaluated: {Message:l}", target.Name, exception.Message);
            Log.Verbose(exception, "Where it happened");
            target.Status = ExecutionStatus.Failed;
            throw new TargetExecutionException(target, exception);
        }
    }

    private void Skip(ExecutableTarget target, string? reason)
    {
        if (target.Invoked || target.Status != ExecutionStatus.Scheduled)
            return;
        target.Status = ExecutionStatus.Skipped;
        if (reason is not null)
            target.SummaryInformation.TryAdd(Skipped, reason);
        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;
        foreach (var other in target.ExecutionDependencies.Concat(target.Triggers).Where(other => !IsStillNeeded(other)))
            Skip(other, $"because of {target.Name}");
    }

    private bool IsStillNeeded(ExecutableTarget target) =>
        plan.Any(other => other.Status == ExecutionStatus.Scheduled
            && (other.ExecutionDependencies.Contains(target) || other.Triggers.Contains(target)));
}
