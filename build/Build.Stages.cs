using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Pipelines;
using DigitPipeline.Stages;
using Nuke.Common.IO;
using Serilog;

// What the stages have in common: the pipeline's folder and settings, and how the engine runs them.
internal sealed partial class Build : IStagedBuild
{
    private static readonly Lazy<Interruption> Signals = new(() => new Interruption());

    private PipelineFolder? _pipelineFolder;

    public Build() => Stages = new StageRunner(this);

    public StageRunner Stages { get; }

    public SessionOptions SessionOptions => field ??= new SessionOptions
    {
        Layout = Layout,
        Command = $"build.sh --pipeline {Pipeline}",
        Wait = Wait,
        Warn = message => Log.Warning("{Message:l}", message),
        Remote = RemoteCacheOptions,
        Cancellation = Cancellation,
    };

    internal static CancellationToken Cancellation => Signals.Value.Token;

    internal static AbsolutePath ArtifactsFolder => RootDirectory / "artifacts";

    internal static string DigitsProgram => ArtifactsFolder / "bin" / (OperatingSystem.IsWindows() ? "digits.exe" : "digits");

    internal PipelineFolder PipelineFolder => _pipelineFolder ??= LoadPipeline();

    internal PipelineLayout Layout => new(ArtifactsFolder / PipelineFolder.Name, StoreFolder);

    private string ConfigFile => PipelineFolder.ConfigFile;

    private string DataFolder => Data is null ? PipelineFolder.DataDirectory : Path.GetFullPath(Data);

    private string GlyphFolder => SettingsPath.Find(PipelineFolder, "synthesis", "glyphs", RootDirectory);

    private string Device => PipelineFolder.Settings.Train.Device;

    public void Observe(ContentReader reader)
    {
        var parameters = RootDirectory / ".nuke";
        foreach (var file in Directory.GetFiles(parameters, "parameters*.json")) reader.Earlier(file, StartedRun.BeganAtNs);
        reader.Earlier(PipelineFolder.SettingsFile, StartedRun.BeganAtNs);
        reader.Kind(RootDirectory / "pipelines" / Pipeline);
        reader.Kind(Path.GetFullPath(PipelineFolder.Settings.Synthesis.Glyphs, Path.GetDirectoryName(PipelineFolder.SettingsFile)!));
    }

    protected override void OnBuildFinished() => Stages.Finish();

    private static bool DataSetFiles(string name) => LabelMapFiles(name)
        || name.StartsWith("train/", StringComparison.Ordinal) || name.StartsWith("test/", StringComparison.Ordinal);

    private static bool LabelMapFiles(string name) => name.EndsWith(".pbtxt", StringComparison.Ordinal) && !name.Contains('/');

    private static bool GlyphFiles(string name) => Path.GetExtension(name) is not (".md" or ".cs");

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
}
