using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets of a build: its properties of type <see cref="Target"/>, by name.</summary>
internal static class ExecutableTargetFactory
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All targets of <paramref name="build"/> with their relations, base classes last, in the order of the source.</summary>
    public static IReadOnlyList<ExecutableTarget> CreateAll(NukeBuild build, IReadOnlyCollection<string> defaults)
    {
        var properties = TargetProperties(build.GetType());
        var byDelegate = new Dictionary<Target, ExecutableTarget>();
        var definitions = new List<TargetDefinition>();
        foreach (var property in properties)
        {
            var target = new ExecutableTarget(property.Name) { IsDefault = defaults.Contains(property.Name) };
            var factory = (Target)property.GetValue(build)!;
            byDelegate[factory] = target;
            var definition = new TargetDefinition(target, () => BaseTarget(build, property));
            factory(definition);
            definitions.Add(definition);
        }
        foreach (var definition in definitions)
        {
            foreach (var (relation, other) in definition.Relations)
                Tie(definition.Target, relation, Resolve(definition.Target, relation, other, byDelegate));
        }
        return [.. definitions.Select(definition => definition.Target)];
    }

    private static List<PropertyInfo> TargetProperties(Type build)
    {
        var found = new List<PropertyInfo>();
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            // An overriding property stands for the one it overrides.
            found.AddRange(type.GetProperties(Members)
                .Where(property => property.PropertyType == typeof(Target) && found.All(known => known.Name != property.Name)));
        }
        return found;
    }

    private static ExecutableTarget Resolve(
        ExecutableTarget target, TargetRelation relation, Target other, Dictionary<Target, ExecutableTarget> byDelegate) =>
        byDelegate.TryGetValue(other, out var known)
            ? known
            : throw new BuildFault(
                BuildFault.Failure,
                $"{relation}(...) of target '{target.Name}' names something that is not a target of this build. " +
                "A target is a property: Target Name => _ => _ ...");

    private static void Tie(ExecutableTarget target, TargetRelation relation, ExecutableTarget other)
    {
        switch (relation)
        {
            case TargetRelation.DependsOn:
                target.ExecutionDependencies.Add(other);
                break;
            case TargetRelation.DependentFor:
                other.ExecutionDependencies.Add(target);
                break;
            case TargetRelation.Before:
                other.OrderDependencies.Add(target);
                break;
            case TargetRelation.After:
                target.OrderDependencies.Add(other);
                break;
            case TargetRelation.Triggers:
                target.Triggers.Add(other);
                other.TriggerDependencies.Add(target);
                break;
            case TargetRelation.TriggeredBy:
                other.Triggers.Add(target);
                target.TriggerDependencies.Add(other);
                break;
            case TargetRelation.Consumes:
                target.ArtifactDependencies.Add(other);
                break;
        }
    }

    private static Target BaseTarget(NukeBuild build, PropertyInfo property)
    {
        for (var type = property.DeclaringType!.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetProperty(property.Name, Members)?.GetMethod is { } getter)
            {
                // A call through the getter's address reaches the base class's own property and not the override.
                var address = getter.MethodHandle.GetFunctionPointer();
                var inherited = (Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, address)!;
                return inherited();
            }
        }
        throw new BuildFault(BuildFault.Failure, $"Target '{property.Name}' calls Base(), but no base class has a target of that name.");
    }
}
