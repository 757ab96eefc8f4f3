using Nuke.Common.Parameters;
using Nuke.Common.Reporting;

namespace Nuke.Common.Execution;

/// <summary>One run: plan, skip, check, execute, sum up.</summary>
internal sealed class BuildRun(
    BuildSession session,
    NukeBuild build,
    IReadOnlyList<ExecutableTarget> targets,
    IReadOnlyList<ParameterDefinition> parameters,
    BuildOptions options,
    BuildLog log)
{
    private readonly BuildOutput output = new(options, log);

    /// <summary>Runs the build and returns its exit code.</summary>
    public int Run()
    {
        IHostedBuild hosted = build;
        hosted.Created(options);
        output.Logo();
        var plan = Plan();
        hosted.Initialized(plan);
        using var interruption = Interruption.Listen(Console.Error.WriteLine);
        try
        {
            var skipping = new TargetSkipping(plan);
            skipping.ByStaticConditions();
            if (options.Plan)
            {
                output.Say(ExecutionPlanPage.Write(session.TemporaryDirectory, plan));
                return 0;
            }
            new RequirementCheck(parameters).Check(plan);
            var attempt = BuildAttempt.Begin(session, parameters, options.Continue);
            new BuildExecutor(build, plan, skipping, interruption, attempt, output).Execute();
            if (!build.IsFailing)
                attempt.Complete();
        }
        catch (TargetExecutionException)
        {
            // A static condition failed and is logged; nothing has run.
            foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Scheduled))
                target.Status = ExecutionStatus.NotRun;
        }
        output.Summary(plan, build.IsFailing);
        hosted.Finished();
        if (build.ExitCode is { } chosen)
            return chosen;
        if (!build.IsFailing)
            return 0;
        return interruption.Requested ? Interruption.ExitCode : BuildFault.Failure;
    }

    private IReadOnlyList<ExecutableTarget> Plan()
    {
        var selection = new TargetSelection(targets);
        var invoked = options.Targets.Count > 0
            ? selection.Select(options.Targets)
            : [.. targets.Where(target => target.IsDefault)];
        var skipped = options.Skip is { } names ? selection.Select(names) : null;
        var plan = ExecutionPlanner.Plan(targets, invoked);
        if (skipped is not null)
            new TargetSkipping(plan).ByParameter(skipped);
        return plan;
    }
}
