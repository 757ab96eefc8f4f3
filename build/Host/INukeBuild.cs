using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What is known of a build while it runs.</summary>
public interface INukeBuild
{
    /// <summary>The targets of this run, in the order in which they run.</summary>
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }

    /// <summary>The targets that were asked for, or the default ones.</summary>
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }

    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }

    IReadOnlyCollection<ExecutableTarget> AbortedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }

    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }

    IReadOnlyCollection<ExecutableTarget> FinishedTargets { get; }

    /// <summary>Whether a target has failed, was aborted or could not run any more.</summary>
    bool IsFailing { get; }

    /// <summary>Whether no target is left to run.</summary>
    bool IsFinished { get; }

    /// <summary>The exit code of the process, where the build decides it itself.</summary>
    int? ExitCode { get; set; }

    AbsolutePath RootDirectory { get; }

    AbsolutePath TemporaryDirectory { get; }

    Verbosity Verbosity { get; }

    bool Plan { get; }

    bool Help { get; }

    bool NoLogo { get; }

    bool Continue { get; }

    bool IsLocalBuild { get; }

    bool IsServerBuild { get; }

    /// <summary>Notes behind the running target's line of the summary: <c>ReportSummary(_ => _.AddPair("Pictures", 360))</c>.</summary>
    void ReportSummary(Configure<IDictionary<string, string>>? configurator = null);
}
