using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace DigitPipeline.Incremental;

/// <summary>Runs the stages that a NUKE build's targets are bound to, in the order in which NUKE runs the targets.</summary>
internal sealed class StageRunner
{
    private readonly NukeBuild _build;
    private readonly IStagedBuild _staged;
    private readonly Dictionary<string, (string Name, Func<StageBuilder, StageBuilder> Define)> _stages = new(StringComparer.Ordinal);
    private StageSession? _session;

    /// <summary>A runner for a build.</summary>
    public StageRunner(NukeBuild build) => (_build, _staged) = (build, (IStagedBuild)build);

    /// <summary>Binds a stage to a target; a host may do so in any order, and more than once.</summary>
    public void Add(string name, string title, Func<StageBuilder, StageBuilder> define) => _stages[title] = (name, define);

    /// <summary>The targets of this run that are stages, in their order.</summary>
    private IReadOnlyList<string> Planned => [.. _build.ExecutionPlan.Select(target => target.Name).Where(_stages.ContainsKey)];

    /// <summary>Brings a stage up to date and prints a line about it.</summary>
    /// <exception cref="StageException">It failed; the build's exit code is set.</exception>
    public void Run(string title)
    {
        try
        {
            var session = _session ?? Open();
            var result = session.Run(Stage(title, session));
            Say(result);
            if (result.Outcome == Outcome.Failed) throw new StageException(result.Reason, result.ExitCode);
        }
        catch (StageException error)
        {
            _staged.ExitCode = error.ExitCode;
            if (_session is not null)
                foreach (var after in Planned.SkipWhile(planned => planned != title).Skip(1)) Say(_session.NotRun(_stages[after].Name, after, $"{title} failed"));
            throw;
        }
    }

    /// <summary>Ends the run: reports it, and leaves an answer for the next one where this one did nothing but stages.</summary>
    public void Finish()
    {
        if (_session is null) return;
        using var session = _session;
        _session = null;
        var stagesOnly = _build.ExecutionPlan.Count == Planned.Count && session.Results.Count == Planned.Count;
        if (stagesOnly && StartedRun.Answer(_build, StageLine.Of) is { } answer) session.LeaveAnswer(answer);
    }

    private StageSession Open()
    {
        _session = StageSession.Open(_staged.SessionOptions);
        _staged.Observe(_session.Reader);
        return _session;
    }

    private Stage Stage(string title, StageSession session)
    {
        var (name, define) = _stages[title];
        var before = Planned.TakeWhile(planned => planned != title).Select(planned => _stages[planned].Name).ToList();
        return define(new StageBuilder(name, title, _staged.SessionOptions.Layout, session.Reader)).Build(before);
    }

    private void Say(StageResult result)
    {
        Console.WriteLine(StageLine.Of(result));
        if (result.Outcome != Outcome.NotRun) _build.ReportSummary(pairs => pairs.AddPair("Stage", result.Outcome.Name()));
    }
}
