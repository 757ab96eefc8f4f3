using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>The parameters of a build class, found by their attribute.</summary>
internal static class ParameterCatalogue
{
    private const BindingFlags Members =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The build's own parameters, in the order of the source, and then the built-in ones.</summary>
    public static IReadOnlyList<ParameterDefinition> Of(Type build)
    {
        var own = new List<ParameterDefinition>();
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            foreach (var member in type.GetFields(Members).Cast<MemberInfo>().Concat(type.GetProperties(Members)))
            {
                if (member.GetCustomAttribute<ParameterAttribute>() is { } attribute)
                    own.Add(Define(member, attribute));
            }
        }
        List<ParameterDefinition> all = [.. own, .. BuiltInParameters.All];
        var sameName = all.GroupBy(parameter => CommandLine.Key(parameter.Name)).FirstOrDefault(same => same.Count() > 1);
        return sameName is null
            ? all
            : throw new BuildFault(
                BuildFault.Failure,
                $"The build's parameter '{sameName.First().Name}' has the name of another or of a built-in one. Name it otherwise.");
    }

    private static ParameterDefinition Define(MemberInfo member, ParameterAttribute attribute)
    {
        var type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        return new ParameterDefinition(attribute.Name ?? member.Name, attribute.Description, type)
        {
            Member = member,
            Secret = member.IsDefined(typeof(SecretAttribute)),
            Listed = attribute.List,
            Separator = attribute.Separator,
        };
    }
}
