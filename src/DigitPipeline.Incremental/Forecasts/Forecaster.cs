using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Keys;
using DigitPipeline.Incremental.Records;
using DigitPipeline.Incremental.Remote;
using DigitPipeline.Incremental.Store;

namespace DigitPipeline.Incremental.Forecasts;

/// <summary>
/// Says what a run would do, stage by stage in their order, and changes nothing: no lock is taken and no file is written. What a stage
/// would get from the store or the remote cache is known before it gets it, so that the stages after it are foretold too.
/// </summary>
public sealed class Forecaster : IDisposable
{
    private readonly SessionOptions _options;
    private readonly LocalStore _store;
    private readonly RemoteCache? _remote;
    private readonly StageAssessment _assessment;

    // What the stages so far would leave that are not up to date; null: not known before they ran.
    private readonly Dictionary<string, OutputManifest?> _pending = new(StringComparer.Ordinal);

    /// <summary>A forecast with the same options as a session.</summary>
    public Forecaster(SessionOptions options)
    {
        _options = options;
        _store = new LocalStore(options.Layout.StoreFolder);
        _remote = options.Remote is null ? null : new RemoteCache(options.Remote, options.Warn);
        Reader = new ContentReader(StatCache.Load(options.Layout.StatCache));
        _assessment = new StageAssessment(options.Layout, Reader);
    }

    /// <summary>Reads files that decisions depend on.</summary>
    public ContentReader Reader { get; }

    /// <summary>What would become of a stage.</summary>
    public StageForecast Of(Stage stage)
    {
        try
        {
            return Foretell(stage);
        }
        catch (StageException error)
        {
            _pending[stage.Name] = null;
            return new StageForecast(stage, Forecast.Fails, error.Message, [], null, [], false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _remote?.Dispose();

    private StageForecast Foretell(Stage stage)
    {
        var contents = stage.Inputs.Select(ContentOf).ToList();
        var inputs = stage.Inputs.Zip(contents, (input, files) => new InputForecast(input.Name, input.From, files?.Count, files?.Sum(file => file.Size) ?? 0)).ToList();
        return contents.Contains(null) ? Dependent(stage, contents, inputs) : Certain(stage, StageKey.Of(stage, contents!), inputs);
    }

    private StageForecast Certain(Stage stage, StageKey key, List<InputForecast> inputs)
    {
        var record = _assessment.Record(stage);
        var why = _assessment.ReasonToRun(stage, key, record, _options.Cancellation);
        if (why is null) return Result(Forecast.UpToDate, StageEvaluation.UpToDate(key.Digest), []);

        if (_store.Find(key.Digest) is { } kept) return Pending(kept, Forecast.IsRestored);
        if (_remote?.Find(stage.Name, key.Digest, _options.Cancellation) is { } there) return Pending(there, Forecast.IsFetched);
        return Pending(null, Forecast.Runs);

        StageForecast Pending(OutputManifest? outputs, Forecast forecast)
        {
            _pending[stage.Name] = outputs;
            return Result(forecast, why.Text, why.Changes);
        }

        StageForecast Result(Forecast forecast, string reason, IReadOnlyList<KeyChange> changes)
        {
            var resumes = stage.KeepsState && Directory.Exists(Path.Combine(_options.Layout.States(stage.Name), key.Digest));
            return new StageForecast(stage, forecast, reason, changes, key.Digest, inputs, resumes);
        }
    }

    // With what is not known left as it is, a change of the rest is reason enough to run.
    private StageForecast Dependent(Stage stage, List<IReadOnlyList<FileContent>?> contents, List<InputForecast> inputs)
    {
        _pending[stage.Name] = null;
        var from = stage.Inputs.Zip(contents).First(pair => pair.Second is null).First.From!;
        var asItIs = stage.Inputs.Zip(contents, (input, known) => known ?? OnDisk(input)).ToList();
        var record = _assessment.Record(stage);
        if (record is null) return new StageForecast(stage, Forecast.Runs, "first run", [], null, inputs, false);
        var old = StageKey.Read(_options.Layout.Key(stage.Name));
        var changes = old is null ? [] : KeyComparison.Between(old, StageKey.Of(stage, asItIs));
        return changes.Count > 0
            ? new StageForecast(stage, Forecast.Runs, KeyComparison.Describe(changes), changes, null, inputs, false)
            : new StageForecast(stage, Forecast.Depends, $"if {from}, which would run before, writes something else than last time", [], null, inputs, false);
    }

    private IReadOnlyList<FileContent>? ContentOf(StageInput input)
    {
        if (input.From is null || !_pending.TryGetValue(input.From, out var outputs)) return Reader.Read(input.Files(Reader), _options.Cancellation);
        return outputs is null ? null : [.. outputs.Files.Where(file => input.Wanted?.Invoke(file.Name) != false)];
    }

    private IReadOnlyList<FileContent> OnDisk(StageInput input) =>
        FileState.Of(input.Path).Kind == FileKind.Missing ? [] : Reader.Read(input.Files(Reader), _options.Cancellation);
}
