namespace Nuke.Common.Execution;

/// <summary>Targets that would each have to run before the other.</summary>
internal static class CircularDependency
{
    /// <summary>The first cycle found, from a target along what it depends on back to itself; null where there is none.</summary>
    public static IReadOnlyList<ExecutableTarget>? Find(IReadOnlyList<ExecutableTarget> targets)
    {
        var cleared = new HashSet<ExecutableTarget>();
        var path = new List<ExecutableTarget>();
        foreach (var target in targets)
        {
            if (Follow(target, path, cleared) is { } cycle)
                return cycle;
        }
        return null;
    }

    private static IReadOnlyList<ExecutableTarget>? Follow(
        ExecutableTarget target, List<ExecutableTarget> path, HashSet<ExecutableTarget> cleared)
    {
        if (path.IndexOf(target) is var start and >= 0)
            return [.. path[start..], target];
        if (cleared.Contains(target))
            return null;
        path.Add(target);
        foreach (var dependency in target.AllDependencies)
        {
            if (Follow(dependency, path, cleared) is { } cycle)
                return cycle;
        }
        path.RemoveAt(path.Count - 1);
        cleared.Add(target);
        return null;
    }
}
