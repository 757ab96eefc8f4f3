using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Checks before the first target starts that all scheduled targets have what they require.</summary>
internal sealed class RequirementCheck(IReadOnlyList<ParameterDefinition> parameters)
{
    /// <summary>Throws a <see cref="BuildFault"/> that names every missing parameter and every condition that does not hold.</summary>
    public void Check(IEnumerable<ExecutableTarget> plan)
    {
        var faults = plan
            .Where(target => target.Status == ExecutionStatus.Scheduled && !TargetSkipping.IsRuledOut(target))
            .SelectMany(target => target.Requirements.Select(requirement => Fault(target, requirement)))
            .OfType<string>()
            .ToList();
        if (faults.Count > 0)
            throw new BuildFault(BuildFault.Usage, string.Join(Environment.NewLine, faults));
    }

    private string? Fault(ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement.ReturnType == typeof(bool) && requirement.Body is not MemberExpression)
        {
            var holds = (bool)Evaluate(requirement)!;
            return holds ? null : $"Target '{target.Name}' requires: {ReadableText(requirement)}";
        }
        if (!IsMissing(Evaluate(requirement)))
            return null;
        var body = requirement.Body is UnaryExpression conversion ? conversion.Operand : requirement.Body;
        var member = (body as MemberExpression)?.Member;
        var parameter = parameters.FirstOrDefault(candidate => candidate.Member is { } own && own.Name == member?.Name);
        return parameter is null
            ? $"Target '{target.Name}' requires: {ReadableText(requirement)}"
            : $"Target '{target.Name}' requires the parameter '{parameter.Name}'{Described(parameter)}. {HowToGive(parameter)}";
    }

    private static bool IsMissing(object? value) => value is null or false or "" or Array { Length: 0 };

    private static string Described(ParameterDefinition parameter) =>
        parameter.Description is { Length: > 0 } text ? $" ({text.TrimEnd('.')})" : "";

    private static string HowToGive(ParameterDefinition parameter) =>
        parameter.Secret
            ? $"Set the environment variable {parameter.EnvironmentName}."
            : $"Give it with {parameter.Option}{(parameter.ValueType == typeof(bool) ? "" : " VALUE")}, " +
              $"in the environment variable {parameter.EnvironmentName}, or as \"{parameter.Name}\" in .nuke/parameters.json.";

    private static object? Evaluate(LambdaExpression requirement)
    {
        // Reading a member of the build is by far the most common case and needs no expression interpreter.
        if (requirement.Body is MemberExpression { Expression: null or ConstantExpression } read)
        {
            var instance = (read.Expression as ConstantExpression)?.Value;
            return read.Member is FieldInfo field ? field.GetValue(instance) : ((PropertyInfo)read.Member).GetValue(instance);
        }
        return requirement.Compile(preferInterpretation: true).DynamicInvoke();
    }

    private static string ReadableText(LambdaExpression requirement)
    {
        // "value(Build)." is how an expression prints that it reads a member of the build.
        var parts = requirement.Body.ToString().Split("value(");
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part[(part.IndexOf(").", StringComparison.Ordinal) + 2)..]));
    }
}
