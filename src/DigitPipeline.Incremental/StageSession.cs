using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Locks;
using DigitPipeline.Incremental.Manifests;
using DigitPipeline.Incremental.Remote;
using DigitPipeline.Incremental.Reports;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental;

/// <summary>One run of a pipeline: stages are given to it in their order, and it decides what becomes of each.</summary>
public sealed class StageSession : IDisposable
{
    private readonly SessionOptions _options;
    private readonly PipelineLock _lock;
    private readonly StoreLock _storeLock;
    private readonly StatCache _cache;
    private readonly Observations _seen = new();
    private readonly RemoteCache? _remote;
    private readonly StageEvaluation _evaluation;
    private readonly List<(Stage? Stage, StageResult Result)> _results = [];
    private readonly HashSet<string> _redone = new(StringComparer.Ordinal);

    private StageSession(SessionOptions options, PipelineLock pipelineLock, StoreLock storeLock)
    {
        (_options, _lock, _storeLock) = (options, pipelineLock, storeLock);
        _cache = StatCache.Load(Layout.StatCache);
        _remote = options.Remote is null ? null : new RemoteCache(options.Remote, options.Warn);
        Reader = new ContentReader(_cache, _seen);
        _evaluation = new StageEvaluation(Layout, new LocalStore(Layout.StoreFolder), _remote, Reader, new ContentReader(_cache), options.Warn);
    }

    /// <summary>What became of the stages so far.</summary>
    public IReadOnlyList<StageResult> Results => [.. _results.Select(result => result.Result)];

    /// <summary>Reads files that decisions outside of the session depend on, so that it knows of them.</summary>
    public ContentReader Reader { get; }

    private PipelineLayout Layout => _options.Layout;

    /// <summary>Takes the pipeline's lock.</summary>
    /// <exception cref="StageException">Busy (75), or the folder cannot be written (73).</exception>
    public static StageSession Open(SessionOptions options)
    {
        var layout = options.Layout;
        try
        {
            var pipelineLock = PipelineLock.Take(layout.Records, options.Command, options.Wait, options.Warn, options.Cancellation);
            try
            {
                RemoveTemporaryFiles(layout);
                var storeLayout = new StoreLayout(layout.StoreFolder);
                var storeLock = StoreLock.Share(storeLayout, options.Cancellation);
                new StoreUsers(storeLayout).TryAdd(layout.Folder);
                return new StageSession(options, pipelineLock, storeLock);
            }
            catch
            {
                pipelineLock.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StageException.Writing(layout.Folder, error);
        }
    }

    /// <summary>Notes a program that runs for this session, so that a later one can end it if this one is killed.</summary>
    public void NoteChild(int process) => _lock.NoteChild(process);

    /// <summary>Brings a stage's outputs up to date. Never throws for what is wrong with the stage: that is a failed result.</summary>
    public StageResult Run(Stage stage)
    {
        var result = Attempt(stage);
        if (result.Outcome == Outcome.UpToDate && stage.After.FirstOrDefault(_redone.Contains) is { } before)
            result = result with { Outcome = Outcome.CutOff, Reason = $"{before} was done again, but what this stage reads came out the same" };
        if (result.Outcome is not Outcome.UpToDate) _redone.Add(stage.Name);
        _results.Add((stage, result));
        return result;
    }

    /// <summary>Notes a stage that did not get its turn.</summary>
    public StageResult NotRun(string name, string title, string reason)
    {
        var result = new StageResult(name, title, Outcome.NotRun, reason);
        _results.Add((null, result));
        return result;
    }

    /// <summary>
    /// Leaves an answer for the next run of the same command line, if all stages came out well and nothing that they looked at changes
    /// meanwhile. To be called when no stage follows.
    /// </summary>
    public void LeaveAnswer(RunAnswer answer)
    {
        try
        {
            if (File.Exists(answer.Path)) File.Delete(answer.Path);
            var stages = _results.Select(result => result.Stage).OfType<Stage>().ToList();
            if (stages.Count < _results.Count || _results.Any(result => result.Result.Outcome == Outcome.Failed)) return;
            if (SettledObservations.Of(stages, Layout, Reader, _seen, _cache, _options.Cancellation) is { } seen) Manifest(answer, seen).Write(answer.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StageException or OperationCanceledException)
        {
            _options.Warn($"the next run cannot be answered early: {error.Message}");
        }
    }

    /// <summary>Writes the report and the stat cache, and lets go of the locks.</summary>
    public void Dispose()
    {
        try
        {
            if (_results.Count > 0) TryLeave(Layout.Report, () => BuildReport.Write(Layout.Report, BuildReport.Of(Results)));
            TryLeave(Layout.StatCache, () => _cache.Save(Layout.StatCache));
        }
        finally
        {
            _remote?.Dispose();
            _storeLock.Dispose();
            _lock.Dispose();
        }
    }

    // The outputs are in place or their failure is known: a full disk changes neither. What an earlier run left would be of that run.
    private void TryLeave(string file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _options.Warn($"{file} is not written: {error.Message}");
            if (File.Exists(file)) File.Delete(file);
        }
    }

    private RunManifest Manifest(RunAnswer answer, StateTable seen)
    {
        var next = _results.Select(result => StageEvaluation.AsUpToDate(result.Result)).ToList();
        return new RunManifest
        {
            Identity = answer.Identity,
            VariableNames = answer.VariableNames,
            Answer = string.Concat(next.Select(result => answer.Say(result) + "\n")),
            ReportPath = Layout.Report,
            Report = BuildReport.Of(next),
            LockPath = PipelineLock.PathIn(Layout.Records),
            StatCachePath = Layout.StatCache,
            Seen = seen,
        };
    }

    // The lock is ours, so whoever began to write them is dead.
    private static void RemoveTemporaryFiles(PipelineLayout layout)
    {
        foreach (var folder in (string[])[layout.Records, layout.Folder])
            foreach (var file in Directory.EnumerateFiles(folder, "*" + TemporaryName.Ending)) File.Delete(file);
    }

    private StageResult Attempt(Stage stage)
    {
        try
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            return _evaluation.Evaluate(stage, NoteChild, _options.Cancellation);
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
            return Failed(stage, StageException.Writing(Layout.Folder, error));
        }
    }

    private static StageResult Failed(Stage stage, StageException error) =>
        new(stage.Name, stage.Title, Outcome.Failed, error.Message, null, error.ExitCode);
}
