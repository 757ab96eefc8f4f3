using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Puts the given values into the build's members.</summary>
internal static class ParameterInjection
{
    private const BindingFlags BackingField = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>Sets every parameter of the build for which a source has a value; the others keep what they have.</summary>
    public static void Inject(NukeBuild build, IEnumerable<ParameterDefinition> parameters, ParameterSources sources)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Member is { } member && sources.Find(parameter) is { } given)
                Set(build, member, ValueConversion.Convert(parameter, given));
        }
    }

    /// <summary>The value that the build has for a parameter of its own.</summary>
    public static object? Get(NukeBuild build, ParameterDefinition parameter) => parameter.Member switch
    {
        FieldInfo field => field.GetValue(build),
        PropertyInfo property => property.GetValue(build),
        _ => null,
    };

    private static void Set(NukeBuild build, MemberInfo member, object value)
    {
        if (member is FieldInfo field)
            field.SetValue(build, value);
        else if (member is PropertyInfo { SetMethod: not null } property)
            property.SetValue(build, value);
        else
            // The compiler's field behind a property that has only a getter.
            member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", BackingField)
                .NotNull($"The parameter {member.Name} cannot be set: make it a field or an automatic property.")
                .SetValue(build, value);
    }
}
