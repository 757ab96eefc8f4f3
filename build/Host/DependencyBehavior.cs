namespace Nuke.Common;

/// <summary>What happens to the dependencies of a target that is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>Those that no other target needs are skipped with it.</summary>
    Skip,

    /// <summary>They run all the same.</summary>
    Execute,
}
