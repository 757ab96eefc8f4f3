using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>The parameters of a build class, found by their attribute.</summary>
internal static class ParameterCatalogue
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The build's own parameters, in the order of the source, and then the built-in ones.</summary>
    public static IReadOnlyList<ParameterDefinition> Of(Type build)
    {
        var own = new List<ParameterDefinition>();
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            foreach (var member in type.GetFields(Members).Cast<MemberInfo>().Concat(type.GetProperties(Members)))
            {
                if (member.GetCustomAttribute<ParameterAttribute>() is { } attribute && own.All(known => known.Name != (attribute.Name ?? member.Name)))
                    own.Add(Define(member, attribute));
            }
        }
        var clash = own.FirstOrDefault(parameter => BuiltInParameters.All.Any(known => CommandLine.Key(known.Name) == CommandLine.Key(parameter.Name)));
        return clash is null
            ? [.. own, .. BuiltInParameters.All]
            : throw new BuildFault(BuildFault.Failure, $"The build's parameter '{clash.Name}' has the name of a built-in one. Name it otherwise.");
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
