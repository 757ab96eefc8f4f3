using System.Reflection;
using Nuke.Common.Reporting;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of the plan one after another, and after a failure those that are assured.</summary>
internal sealed class BuildExecutor(
    IHostedBuild hosted,
    IReadOnlyList<ExecutableTarget> plan,
    TargetSkipping skipping,
    Interruption interruption,
    BuildAttempt attempt,
    BuildOutput output)
{
    /// <summary>Runs what is scheduled. Failures are logged here; the caller reads them from the statuses.</summary>
    public void Execute()
    {
        try
        {
            foreach (var target in plan)
            {
                Interruption.ThrowIfRequested();
                Execute(target, stopAtFailure: true);
            }
        }
        catch (Exception exception) when (exception is TargetExecutionException or OperationCanceledException)
        {
            interruption.BeginEnding();
            foreach (var target in plan.Where(target => target is { AssuredAfterFailure: true, Status: ExecutionStatus.Scheduled }))
                ExecuteAssured(target);
        }
        foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Scheduled))
            target.Status = ExecutionStatus.NotRun;
    }

    private void ExecuteAssured(ExecutableTarget target)
    {
        try
        {
            Execute(target, stopAtFailure: false);
        }
        catch (TargetExecutionException)
        {
            // A condition that cannot be evaluated: said already, and the next assured target gets its turn.
            target.Status = ExecutionStatus.Failed;
        }
    }

    private void Execute(ExecutableTarget target, bool stopAtFailure)
    {
        if (IsSkipped(target))
        {
            target.Status = ExecutionStatus.Skipped;
            hosted.Turned(target);
        }
        else if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
        }
        else
        {
            output.TargetHeader(target);
            Act(target, stopAtFailure);
        }
    }

    private bool IsSkipped(ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Scheduled && attempt.Succeeded(target))
            TargetSkipping.BecauseItSucceededBefore(target);
        if (target.Status == ExecutionStatus.Scheduled)
            skipping.ByDynamicConditions(target);
        return target.Status == ExecutionStatus.Skipped || TargetSkipping.IsRuledOut(target);
    }

    private void Act(ExecutableTarget target, bool stopAtFailure)
    {
        target.Status = ExecutionStatus.Running;
        target.Stopwatch.Start();
        try
        {
            hosted.Turned(target);
            foreach (var action in target.Actions)
                action();
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            attempt.Add(target);
            hosted.Turned(target);
        }
        catch (Exception exception)
        {
            target.Stopwatch.Stop();
            Fail(target, Unwrap(exception));
            if (stopAtFailure && (!target.ProceedAfterFailure || interruption.Requested))
                throw new TargetExecutionException(target, exception);
        }
    }

    private void Fail(ExecutableTarget target, Exception exception)
    {
        var aborted = interruption.Requested;
        var firstLine = exception.Message.Split('\n', 2)[0].TrimEnd();
        if (aborted)
            Log.Warning("Target {Target:l} was interrupted", target.Name);
        else
            Log.Error("Target {Target:l} failed: {Message:l}", target.Name, exception.Message);
        Log.Verbose(exception, "Where it happened");
        target.SummaryInformation.TryAdd(aborted ? "Interrupted" : exception.GetType().Name, firstLine);
        target.Status = aborted ? ExecutionStatus.Aborted : ExecutionStatus.Failed;
        hosted.Turned(target);
    }

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };
}
