namespace Nuke.Common.Execution;

/// <summary>How a target stands to another one, as <see cref="ITargetDefinition"/> names it.</summary>
internal enum TargetRelation
{
    DependsOn,
    DependentFor,
    Before,
    After,
    Triggers,
    TriggeredBy,
    Consumes,
}
