using System.Diagnostics;
using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>A target of a build, with the targets it is tied to and what became of it.</summary>
public class ExecutableTarget
{
    internal ExecutableTarget(string name) => Name = name;

    public string Name { get; }

    public string? Description { get; internal set; }

    /// <summary>Whether <c>--help</c> shows it.</summary>
    public bool Listed { get; internal set; } = true;

    public bool IsDefault { get; internal set; }

    /// <summary>Whether it was asked for, on the command line or as a default.</summary>
    public bool Invoked { get; internal set; }

    public ExecutionStatus Status { get; internal set; }

    public TimeSpan Duration => Stopwatch.Elapsed;

    public DependencyBehavior DependencyBehavior { get; internal set; }

    public bool AssuredAfterFailure { get; internal set; }

    public bool ProceedAfterFailure { get; internal set; }

    /// <summary>The targets that run before it and because of it.</summary>
    public List<ExecutableTarget> ExecutionDependencies { get; } = [];

    /// <summary>The targets that, if they run, run before it.</summary>
    public List<ExecutableTarget> OrderDependencies { get; } = [];

    /// <summary>The targets that trigger it.</summary>
    public List<ExecutableTarget> TriggerDependencies { get; } = [];

    /// <summary>The targets that it triggers.</summary>
    public List<ExecutableTarget> Triggers { get; } = [];

    /// <summary>The targets whose files it reads.</summary>
    public List<ExecutableTarget> ArtifactDependencies { get; } = [];

    /// <summary>The files it writes.</summary>
    public List<string> ArtifactProducts { get; } = [];

    /// <summary>Notes for its line of the summary.</summary>
    public Dictionary<string, string> SummaryInformation { get; } = [];

    internal List<Action> Actions { get; } = [];

    internal List<TargetCondition> StaticConditions { get; } = [];

    internal List<TargetCondition> DynamicConditions { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal Stopwatch Stopwatch { get; } = new();

    /// <summary>All targets that come before it when they run.</summary>
    internal IEnumerable<ExecutableTarget> AllDependencies =>
        ExecutionDependencies.Concat(OrderDependencies).Concat(TriggerDependencies);

    public override string ToString() => Name;
}
