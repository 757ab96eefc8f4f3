namespace Nuke.Common;

/// <summary>
/// A field or property of the build that is given from outside: by <c>--its-name VALUE</c>, else by an environment variable,
/// else by <c>.nuke/parameters.json</c>. It keeps its initial value when none of them gives one.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>What <c>--help</c> says about the parameter.</summary>
    public virtual string? Description { get; } = description;

    /// <summary>Its name, where that is not the name of the member.</summary>
    public string? Name { get; set; }

    /// <summary>What separates the elements of an array inside one value, besides the spaces of the command line.</summary>
    public string? Separator { get; set; }

    /// <summary>Whether <c>--help</c> lists the parameter.</summary>
    public virtual bool List { get; set; } = true;
}
