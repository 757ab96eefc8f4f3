using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Files;
using DigitPipeline.Pipelines;
using DigitPipeline.Publishing;

namespace DigitPipeline.Stages;

/// <summary>
/// What a verb of <c>digits</c> reads and writes. Each input is part of the stage's key and an option of the verb:
/// <c>Outputs("records")</c> becomes <c>--records artifacts/digits/records</c>.
/// </summary>
internal sealed class StageDefinition(StageBuilder stage, PipelineFolder pipeline)
{
    private readonly List<string> _options = ["--pipeline", Path.GetDirectoryName(pipeline.SettingsFile)!];

    /// <summary>The sections of pipeline.yaml that it depends on; comments and other sections do not count.</summary>
    public StageDefinition Settings(params string[] sections)
    {
        stage.Parameters($"{{{string.Join(",", sections.Select(section => $"\"{section}\":{pipeline.SectionJson(section)}"))}}}");
        return this;
    }

    /// <summary>The state of the sources, which the provenance names; where none is known, nothing is said.</summary>
    public StageDefinition Source(SourceState source)
    {
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
        if (input == "data") _options.AddRange(["--data", path]);
        return this;
    }

    /// <summary>The checkpoint that the training starts from, where the pipeline's config names one; the verb finds it there.</summary>
    public StageDefinition StartsFrom(StartingCheckpoint? checkpoint)
    {
        if (checkpoint is not null) stage.Reads("start", checkpoint.Path, checkpoint.Wanted, $"check fine_tune_checkpoint in {pipeline.ConfigFile}");
        return this;
    }

    /// <summary>Outputs of an earlier stage: all, or those that fit one of the patterns.</summary>
    public StageDefinition Outputs(string earlier, params string[] patterns)
    {
        stage.ReadsOutputs(earlier, patterns);
        _options.AddRange(["--" + earlier, stage.Layout.Output(earlier)]);
        return this;
    }

    /// <summary>What it computes depends on the kind of device, as the settings choose it.</summary>
    public StageDefinition ComputesOn(string device)
    {
        stage.Environment("device", DeviceKind.Of(device, Path.GetDirectoryName(Build.DigitsProgram)!, stage.Reader));
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
    public StageBuilder Complete(string program)
    {
        if (stage.Reader.Kind(program) != FileKind.File) throw new StageException($"{program} is not there: start the build with build.sh", ExitCodes.Unavailable);
        foreach (var (tool, digest) in VerbCode.Of(stage.Name, Path.GetDirectoryName(program)!, stage.Reader)) stage.Tool(tool, digest);
        return stage.Runs(program, Arguments);
    }

    private IEnumerable<string> Arguments(StageRun run)
    {
        string[] state = run.State is null ? [] : ["--state", run.State];
        return [stage.Name, .. _options, "--output", run.Output, .. state];
    }
}
