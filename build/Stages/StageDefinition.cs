using DigitPipeline.Containers;
using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Pipelines;
using DigitPipeline.Publishing;

namespace DigitPipeline.Stages;

/// <summary>
/// What a verb of <c>digits</c> reads and writes. Each input is part of the stage's key and an option of the verb:
/// <c>Outputs("records")</c> becomes <c>--records artifacts/digits/records</c>.
/// </summary>
/// <param name="stage">The stage.</param>
/// <param name="pipeline">The pipeline.</param>
/// <param name="container">The container that stages run in; null: none.</param>
internal sealed class StageDefinition(StageBuilder stage, PipelineFolder pipeline, StageContainer? container)
{
    /// <summary>What a key's environment calls the image that the stage runs in.</summary>
    public const string ContainerVariable = "container";

    private readonly StageContainer? _container = container?.Runs(stage.Name) == true ? container : null;
    private readonly List<string> _options = ["--pipeline", Path.GetDirectoryName(pipeline.SettingsFile)!];
    private readonly List<string> _reads = [Path.GetDirectoryName(pipeline.SettingsFile)!];
    private bool _computes, _tellsOrigin;

    /// <summary>The sections of pipeline.yaml that it depends on; comments and other sections do not count.</summary>
    public StageDefinition Settings(params string[] sections)
    {
        stage.Parameters($"{{{string.Join(",", sections.Select(section => $"\"{section}\":{pipeline.SectionJson(section)}"))}}}");
        return this;
    }

    /// <summary>The state of the sources, which the provenance names; where none is known, nothing is said.</summary>
    public StageDefinition Source(SourceState source)
    {
        _tellsOrigin = true;
        source.Watch(stage.Reader);
        (string Name, string Value)[] parts = [("commit", source.Commit), ("commit-date", source.Date), ("modified", source.Modified ? "true" : "")];
        foreach (var (name, value) in parts.Where(part => part.Value.Length > 0))
        {
            stage.Environment(name, value);
            _options.AddRange(["--" + name, value]);
        }

        return this;
    }

    /// <summary>Files from outside: a file, or the wanted files of a folder. The data set is also given to the verb as <c>--data</c>.</summary>
    public StageDefinition Files(string input, string path, Func<string, bool>? wanted = null)
    {
        stage.Reads(input, path, wanted, $"check the pipeline's settings ({pipeline.SettingsFile}) and --{input}");
        _reads.Add(path);
        if (input == "data") _options.AddRange(["--data", path]);
        return this;
    }

    /// <summary>The checkpoint that the training starts from, where the pipeline's config names one; the verb finds it there.</summary>
    public StageDefinition StartsFrom(StartingCheckpoint? checkpoint)
    {
        if (checkpoint is null) return this;
        stage.Reads("start", checkpoint.Path, checkpoint.Wanted, $"check fine_tune_checkpoint in {pipeline.ConfigFile}");
        _reads.Add(checkpoint.Path);
        return this;
    }

    /// <summary>Outputs of an earlier stage: all, or those that fit one of the patterns.</summary>
    public StageDefinition Outputs(string earlier, params string[] patterns)
    {
        stage.ReadsOutputs(earlier, patterns);
        _options.AddRange(["--" + earlier, stage.Layout.Output(earlier)]);
        _reads.Add(stage.Layout.Output(earlier));
        return this;
    }

    /// <summary>What it computes depends on the kind of device, as the settings choose it.</summary>
    public StageDefinition ComputesOn(string device)
    {
        _computes = true;
        stage.Environment("device", (_container, device) switch
        {
            (null, _) => DeviceKind.Of(device, Path.GetDirectoryName(Build.DigitsProgram)!, stage.Reader),
            ({ HasGpus: true }, "auto") => "cuda",
            (_, "auto") => "cpu",
            _ => device,
        });
        return this;
    }

    /// <summary>It keeps partial work, which a later run with the same key resumes.</summary>
    public StageDefinition KeepsState()
    {
        stage.KeepsState();
        return this;
    }

    /// <summary>What must be there, and not empty, when it is done.</summary>
    public StageDefinition Writes(params string[] patterns)
    {
        stage.Writes(patterns);
        return this;
    }

    /// <summary>Adds the code of the verb to the key, and the verb as what the stage runs.</summary>
    /// <param name="program">Full path of <c>digits</c>.</param>
    /// <param name="composes">Whether an image that is not there yet is composed now.</param>
    public StageBuilder Complete(string program, bool composes)
    {
        if (stage.Reader.Kind(program) != FileKind.File) throw new StageException($"{program} is not there: start the build with build.sh", ExitCodes.Unavailable);
        foreach (var (tool, digest) in VerbCode.Of(stage.Name, Path.GetDirectoryName(program)!, stage.Reader)) stage.Tool(tool, digest);
        if (_container is null) return stage.Runs(program, Arguments);

        var image = _container.Image.Find(stage.Reader);
        if (image is null && composes)
        {
            _container.Prepare();
            image = _container.Image.Find(stage.Reader);
        }

        stage.Environment(ContainerVariable, image?.Digest ?? "an image that is not composed yet");
        if (_tellsOrigin && image is not null) _options.AddRange(["--image", image.Digest]);
        foreach (var (name, value) in _container.Variables) stage.Environment("container." + name, value);
        return stage.Runs(run => _container.Run(stage.Name, _reads, Arguments(run), _computes, run));
    }

    private IEnumerable<string> Arguments(StageRun run)
    {
        string[] state = run.State is null ? [] : ["--state", run.State];
        return [stage.Name, .. _options, "--output", run.Output, .. state];
    }
}
