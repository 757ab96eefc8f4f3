using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Pipelines;
using DigitPipeline.Stages;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

// What the stages have in common: the pipeline's folder and settings, the run of the engine, and the line that each stage prints.
internal sealed partial class Build
{
    private static readonly Lazy<Interruption> Signals = new(() => new Interruption());

    private PipelineFolder? _pipelineFolder;
    private StageSession? _session;

    internal static CancellationToken Cancellation => Signals.Value.Token;

    internal static AbsolutePath ArtifactsFolder => RootDirectory / "artifacts";

    internal static string DigitsProgram => ArtifactsFolder / "bin" / (OperatingSystem.IsWindows() ? "digits.exe" : "digits");

    internal StageCatalogue Stages { get; } = new();

    internal PipelineFolder PipelineFolder => _pipelineFolder ??= LoadPipeline();

    internal PipelineLayout Layout => new(ArtifactsFolder / PipelineFolder.Name, ArtifactsFolder / ".store");

    private string ConfigFile => PipelineFolder.ConfigFile;

    private string DataFolder => Data is null ? PipelineFolder.DataDirectory : Path.GetFullPath(Data);

    private string GlyphFolder => SettingsPath.Find(PipelineFolder, "synthesis", "glyphs", RootDirectory);

    private static bool DataSetFiles(string name) => LabelMapFiles(name)
        || name.StartsWith("train/", StringComparison.Ordinal) || name.StartsWith("test/", StringComparison.Ordinal);

    private static bool LabelMapFiles(string name) => name.EndsWith(".pbtxt", StringComparison.Ordinal) && !name.Contains('/');

    private static bool GlyphFiles(string name) => Path.GetExtension(name) is not (".md" or ".cs");

    internal void RunStage(string name, string title, Action<StageDefinition> define)
    {
        try
        {
            _session ??= StageSession.Open(Layout, $"build.sh --pipeline {Pipeline}", Wait, message => Log.Warning("{Message:l}", message), Cancellation);
            var definition = new StageDefinition(name, title, PipelineFolder, Layout);
            define(definition);
            var result = _session.Run(definition.ToStage(Stages.Before(name), DigitsProgram));
            Say(result);
            if (result.Outcome == Outcome.Failed) throw new StageException(result.Reason, result.ExitCode);
        }
        catch (StageException error)
        {
            ExitCode = error.ExitCode;
            foreach (var (stage, stageTitle) in Stages.After(name))
                if (_session is not null) Say(_session.NotRun(stage, stageTitle, $"{title} failed"));
            throw;
        }
    }

    protected override void OnBuildFinished()
    {
        _session?.Dispose();
        _session = null;
    }

    private PipelineFolder LoadPipeline()
    {
        try
        {
            return PipelineFolder.Load(PipelineChoice.Find(RootDirectory, Pipeline));
        }
        catch (PipelineSettingsException error)
        {
            throw Failure(error.Message, error.ExitCode);
        }
        catch (StageException error)
        {
            ExitCode = error.ExitCode;
            throw;
        }
    }

    private void Say(StageResult result)
    {
        Console.WriteLine($"{result.Title,-19}  {result.Outcome.Name(),-10}  {result.Reason}");
        if (result.Outcome != Outcome.NotRun) ReportSummary(pairs => pairs.AddPair("Stage", result.Outcome.Name()));
    }
}
