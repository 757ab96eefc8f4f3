using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>
/// Takes down what a target says of itself. Other targets are noted as delegates: they get their names once all are known.
/// </summary>
internal sealed class TargetDefinition(ExecutableTarget target, Func<Target> baseTarget) : ITargetDefinition
{
    public ExecutableTarget Target { get; } = target;

    public List<(TargetRelation Relation, Target Other)> Relations { get; } = [];

    public ITargetDefinition Description(string description) => Note(() => Target.Description = description);

    public ITargetDefinition Executes(params Action[] actions) => Note(() => Target.Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action) => Note(() => Target.Actions.Add(() => _ = action()));

    public ITargetDefinition Executes(Func<Task> action) => Note(() => Target.Actions.Add(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition DependsOn(params Target[] targets) => Relate(TargetRelation.DependsOn, targets);

    public ITargetDefinition DependentFor(params Target[] targets) => Relate(TargetRelation.DependentFor, targets);

    public ITargetDefinition Before(params Target[] targets) => Relate(TargetRelation.Before, targets);

    public ITargetDefinition After(params Target[] targets) => Relate(TargetRelation.After, targets);

    public ITargetDefinition Triggers(params Target[] targets) => Relate(TargetRelation.Triggers, targets);

    public ITargetDefinition TriggeredBy(params Target[] targets) => Relate(TargetRelation.TriggeredBy, targets);

    public ITargetDefinition Consumes(params Target[] targets) => Relate(TargetRelation.Consumes, targets);

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        Note(() => Target.DynamicConditions.Add(new TargetCondition(condition, conditionExpression)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        Note(() => Target.StaticConditions.Add(new TargetCondition(condition, conditionExpression)));

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class? => Require(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => Require(parameterRequirement, parameterRequirements);

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        Require(requirement, requirements);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) =>
        Note(() => Target.DependencyBehavior = dependencyBehavior);

    public ITargetDefinition AssuredAfterFailure() => Note(() => Target.AssuredAfterFailure = true);

    public ITargetDefinition ProceedAfterFailure() => Note(() => Target.ProceedAfterFailure = true);

    public ITargetDefinition Unlisted() => Note(() => Target.Listed = false);

    public ITargetDefinition Base() => baseTarget()(this);

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var inherited in targets)
            inherited(this);
        return this;
    }

    public ITargetDefinition Produces(params string[] artifacts) => Note(() => Target.ArtifactProducts.AddRange(artifacts));

    private TargetDefinition Require(LambdaExpression first, LambdaExpression[] others) =>
        Note(() => Target.Requirements.AddRange([first, .. others]));

    private TargetDefinition Relate(TargetRelation relation, Target[] others) =>
        Note(() => Relations.AddRange(others.Select(other => (relation, other))));

    private TargetDefinition Note(Action note)
    {
        note();
        return this;
    }
}
