namespace Nuke.Common.Execution;

/// <summary>Where a target of the plan stands.</summary>
public enum ExecutionStatus
{
    None,

    /// <summary>Its turn is still to come.</summary>
    Scheduled,

    /// <summary>Its turn never came, because a target before it failed or the build was interrupted.</summary>
    NotRun,

    Skipped,
    Succeeded,
    Failed,
    Running,

    /// <summary>It was interrupted.</summary>
    Aborted,

    /// <summary>It has nothing to do itself: it only stands for its dependencies.</summary>
    Collective,
}
