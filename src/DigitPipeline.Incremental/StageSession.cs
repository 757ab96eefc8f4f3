using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Locks;
using DigitPipeline.Incremental.Reports;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental;

/// <summary>One run of a pipeline: stages are given to it in their order, and it decides what becomes of each.</summary>
public sealed class StageSession : IDisposable
{
    private readonly PipelineLayout _layout;
    private readonly PipelineLock _lock;
    private readonly StatCache _cache;
    private readonly StageEvaluation _evaluation;
    private readonly List<StageResult> _results = [];
    private readonly HashSet<string> _redone = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation;

    private StageSession(PipelineLayout layout, PipelineLock pipelineLock, Action<string> warn, CancellationToken cancellation)
    {
        (_layout, _lock, _cancellation) = (layout, pipelineLock, cancellation);
        _cache = StatCache.Load(layout.StatCache);
        _evaluation = new StageEvaluation(layout, new LocalStore(layout.StoreFolder), new ContentReader(_cache), warn);
    }

    /// <summary>What became of the stages so far.</summary>
    public IReadOnlyList<StageResult> Results => _results;

    /// <summary>Takes the pipeline's lock.</summary>
    /// <param name="layout">Where the pipeline's files lie.</param>
    /// <param name="command">The command line, for others who want the lock.</param>
    /// <param name="wait">Whether to wait for another build of this pipeline.</param>
    /// <param name="warn">Told what a person should know but what stops nothing.</param>
    /// <param name="cancellation">Ctrl+C or SIGTERM.</param>
    /// <exception cref="StageException">Busy (75), or the folder cannot be written (73).</exception>
    public static StageSession Open(PipelineLayout layout, string command, bool wait, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            var pipelineLock = PipelineLock.Take(layout.Records, command, wait, warn, cancellation);
            return new StageSession(layout, pipelineLock, warn, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StageException.Writing(layout.Folder, error);
        }
    }

    /// <summary>Brings a stage's outputs up to date. Never throws for what is wrong with the stage: that is a failed result.</summary>
    public StageResult Run(Stage stage)
    {
        var result = Attempt(stage);
        if (result.Outcome == Outcome.UpToDate && stage.After.FirstOrDefault(_redone.Contains) is { } before)
            result = result with { Outcome = Outcome.CutOff, Reason = $"{before} was done again, but what this stage reads came out the same" };
        if (result.Outcome is not Outcome.UpToDate) _redone.Add(stage.Name);
        _results.Add(result);
        return result;
    }

    /// <summary>Notes a stage that did not get its turn.</summary>
    public StageResult NotRun(string name, string title, string reason)
    {
        var result = new StageResult(name, title, Outcome.NotRun, reason);
        _results.Add(result);
        return result;
    }

    /// <summary>Writes the report and the stat cache, and lets go of the lock.</summary>
    public void Dispose()
    {
        try
        {
            BuildReport.Write(_layout.Report, _results);
            _cache.Save(_layout.StatCache);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private StageResult Attempt(Stage stage)
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            return _evaluation.Evaluate(stage, _lock.NoteChild, _cancellation);
        }
        catch (StageException error)
        {
            return Failed(stage, error);
        }
        catch (OperationCanceledException)
        {
            return Failed(stage, StageException.Interrupted());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(stage, StageException.Writing(_layout.Folder, error));
        }
    }

    private static StageResult Failed(Stage stage, StageException error) =>
        new(stage.Name, stage.Title, Outcome.Failed, error.Message, null, error.ExitCode);
}
