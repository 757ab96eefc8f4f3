using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Forecasts;
using DigitPipeline.Incremental.Verification;
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
            var result = session.Run(Stage(title, session.Reader));
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

    /// <summary>Prints what a run would do, and does nothing.</summary>
    /// <param name="details">Whether to say all that there is to say.</param>
    /// <param name="titles">The targets to speak of with all before them; null: all of this run.</param>
    /// <exception cref="StageException">There is no such target in this run (64).</exception>
    public void Foretell(bool details, IReadOnlyCollection<string>? titles = null)
    {
        using var forecaster = new Forecaster(_staged.SessionOptions);
        var last = titles is null ? null : titles.Select(Position).Max();
        foreach (var (_, target) in _build.ExecutionPlan.Index().Where(target => target.Index <= (last ?? int.MaxValue)))
        {
            if (!_stages.ContainsKey(target.Name))
            {
                Console.WriteLine($"{target.Name,-19}  {"would run",-17}  it is no stage: it runs each time");
                continue;
            }

            var forecast = forecaster.Of(Stage(target.Name, forecaster.Reader));
            foreach (var line in details ? ForecastReport.Details(forecast) : [ForecastReport.Line(forecast)]) Console.WriteLine(line);
        }

        int? Position(string title)
        {
            var found = _build.ExecutionPlan.Index().Where(target => target.Item.Name.Equals(title, StringComparison.OrdinalIgnoreCase)).Select(target => (int?)target.Index);
            return found.FirstOrDefault() ?? throw new StageException(
                $"--explain: there is no target {title} in this run; its targets are {string.Join(", ", _build.ExecutionPlan.Select(target => target.Name))}", ExitCodes.Usage);
        }
    }

    /// <summary>Runs a stage again apart and compares what comes out.</summary>
    /// <param name="name">The stage or its target.</param>
    /// <param name="watched">Folders in which nothing but the outputs may be written.</param>
    /// <param name="unwatched">What may be written there all the same.</param>
    /// <param name="surroundings">Variables of the key in which the two runs may differ.</param>
    /// <exception cref="StageException">There is no such stage (64), it is not up to date, or it fails; the build's exit code is set.</exception>
    public VerificationResult Verify(
        string name, IReadOnlyCollection<string> watched, IReadOnlyCollection<string> unwatched, params IReadOnlyCollection<string> surroundings)
    {
        try
        {
            var title = _stages.Where(stage => stage.Key.Equals(name, StringComparison.OrdinalIgnoreCase) || stage.Value.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(stage => stage.Key).FirstOrDefault()
                ?? throw new StageException($"there is no stage '{name}'; stages are {string.Join(", ", _stages.Keys.Order(StringComparer.Ordinal))}", ExitCodes.Usage);
            using var session = StageSession.Open(_staged.SessionOptions);
            var verification = new StageVerification(_staged.SessionOptions, watched, unwatched) { Surroundings = surroundings };
            return verification.Run(Stage(title, session.Reader), session);
        }
        catch (StageException error)
        {
            _staged.ExitCode = error.ExitCode;
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

    private Stage Stage(string title, ContentReader reader)
    {
        var (name, define) = _stages[title];
        var before = Planned.TakeWhile(planned => planned != title).Select(planned => _stages[planned].Name).ToList();
        return define(new StageBuilder(name, title, _staged.SessionOptions.Layout, reader)).Build(before);
    }

    private void Say(StageResult result)
    {
        Console.WriteLine(StageLine.Of(result));
        if (result.Outcome != Outcome.NotRun) _build.ReportSummary(pairs => pairs.AddPair("Stage", result.Outcome.Name()));
    }
}
