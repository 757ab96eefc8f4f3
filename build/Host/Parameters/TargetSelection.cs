using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>Targets by the names given for them.</summary>
internal sealed class TargetSelection(IReadOnlyList<ExecutableTarget> targets)
{
    /// <summary>The targets of these names, each once; throws when a name is no target's.</summary>
    public IReadOnlyList<ExecutableTarget> Select(IEnumerable<string> names) => [.. names.Select(Find).Distinct()];

    private ExecutableTarget Find(string name) =>
        targets.FirstOrDefault(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BuildFault(
            BuildFault.Usage,
            $"Target with name '{name}' does not exist.{Suggestion.For(name, targets.Select(target => target.Name))} " +
            "Available targets are:" +
            string.Concat(targets.Where(target => target.Listed).Select(target => $"{Environment.NewLine}  - {target.Name}")));
}
