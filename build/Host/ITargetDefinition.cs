using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>How a target says what it is. Every member returns the definition itself, so that calls can be chained.</summary>
public interface ITargetDefinition
{
    /// <summary>What <c>--help</c> says about the target.</summary>
    ITargetDefinition Description(string description);

    /// <summary>What the target does; several calls run one after another.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <inheritdoc cref="Executes(Action[])"/>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>What the target does; the task is awaited.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Targets that run before this one, and without which it does not run.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Targets that get this one as a dependency.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>If they run at all, these run after this one.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>If they run at all, these run before this one.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Targets that run after this one because it runs.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>This one runs after any of these because it runs.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>
    /// Runs only if the condition holds when the target's turn comes; the summary shows the text of a condition that does not.
    /// </summary>
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression("condition")] string? conditionExpression = null);

    /// <summary>
    /// Runs only if the condition holds before the first target starts; otherwise its dependencies are skipped too (see
    /// <see cref="WhenSkipped"/>).
    /// </summary>
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression("condition")] string? conditionExpression = null);

    /// <summary>Parameters that must have a value, checked before the first target starts.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class?;

    /// <inheritdoc cref="Requires{T}(Expression{Func{T}}, Expression{Func{T}}[])"/>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>Conditions that must hold, checked before the first target starts.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>What happens to the dependencies when this target is skipped.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Runs even if a target before it has failed.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>The targets after this one run even if it fails.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Does not appear in <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Takes over the definition that the overridden target has in the base class.</summary>
    ITargetDefinition Base();

    /// <summary>Takes over the definitions of other targets.</summary>
    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>Files that the target writes, as documentation and for the execution plan.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>Targets whose files this one reads, as documentation and for the execution plan.</summary>
    ITargetDefinition Consumes(params Target[] targets);
}
