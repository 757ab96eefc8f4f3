namespace Nuke.Common.Execution;

/// <summary>Puts the targets of a run into an order in which each comes after those it needs.</summary>
internal static class ExecutionPlanner
{
    /// <summary>The invoked targets with all that they need and trigger, in the order of execution.</summary>
    public static IReadOnlyList<ExecutableTarget> Plan(
        IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ExecutableTarget> invoked)
    {
        if (CircularDependency.Find(targets) is { } cycle)
        {
            var names = string.Join(" -> ", cycle.Select(target => target.Name));
            throw new BuildFault(BuildFault.Failure, $"Circular dependency between targets: {names}. Take one of these relations away.");
        }
        var needed = Needed(invoked);
        var plan = new List<ExecutableTarget>();
        // What is invoked comes in the order of the command line; what it triggers comes after.
        foreach (var target in invoked.Concat(targets.Where(needed.Contains)))
            Append(target, needed, plan);
        foreach (var target in plan)
        {
            target.Status = ExecutionStatus.Scheduled;
            target.Invoked = invoked.Contains(target);
        }
        return plan;
    }

    private static HashSet<ExecutableTarget> Needed(IReadOnlyList<ExecutableTarget> invoked)
    {
        var needed = new HashSet<ExecutableTarget>();
        var open = new Stack<ExecutableTarget>(invoked);
        while (open.TryPop(out var target))
        {
            if (!needed.Add(target))
                continue;
            foreach (var other in target.ExecutionDependencies.Concat(target.Triggers))
                open.Push(other);
        }
        return needed;
    }

    private static void Append(ExecutableTarget target, HashSet<ExecutableTarget> needed, List<ExecutableTarget> plan)
    {
        if (plan.Contains(target))
            return;
        foreach (var dependency in target.AllDependencies.Where(needed.Contains))
            Append(dependency, needed, plan);
        plan.Add(target);
    }
}
