using Nuke.Common.Execution;

namespace Nuke.Common;

// The events are protected, not protected internal: `protected override` then compiles here and against the genuine package.
public abstract partial class NukeBuild
{
    /// <summary>The build object exists and its parameters are set.</summary>
    protected virtual void OnBuildCreated()
    {
    }

    /// <summary>The execution plan is made; no target has started.</summary>
    protected virtual void OnBuildInitialized()
    {
    }

    /// <summary>The build is over, whatever became of it, and the summary is written.</summary>
    protected virtual void OnBuildFinished()
    {
    }

    protected virtual void OnTargetRunning(string target)
    {
    }

    protected virtual void OnTargetSkipped(string target)
    {
    }

    protected virtual void OnTargetSucceeded(string target)
    {
    }

    protected virtual void OnTargetFailed(string target)
    {
    }

    void IHostedBuild.Created(BuildOptions options)
    {
        (Plan, NoLogo, Continue) = (options.Plan, options.NoLogo, options.Continue);
        OnBuildCreated();
    }

    void IHostedBuild.Initialized(IReadOnlyCollection<ExecutableTarget> plan)
    {
        ExecutionPlan = plan;
        OnBuildInitialized();
    }

    void IHostedBuild.Finished() => OnBuildFinished();

    void IHostedBuild.Turned(ExecutableTarget target)
    {
        switch (target.Status)
        {
            case ExecutionStatus.Running:
                OnTargetRunning(target.Name);
                break;
            case ExecutionStatus.Skipped:
                OnTargetSkipped(target.Name);
                break;
            case ExecutionStatus.Succeeded:
                OnTargetSucceeded(target.Name);
                break;
            case ExecutionStatus.Failed or ExecutionStatus.Aborted:
                OnTargetFailed(target.Name);
                break;
        }
    }
}
