using DigitPipeline.Incremental;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Incremental.Records;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Stages;

/// <summary>
/// What a stage reads and writes. Each input is part of the stage's key and an option of its verb: <c>Outputs("records")</c> becomes
/// <c>--records artifacts/digits/records</c>.
/// </summary>
internal sealed class StageDefinition(string name, string title, PipelineFolder pipeline, PipelineLayout layout)
{
    private readonly List<StageInput> _inputs = [];
    private readonly List<string> _options = ["--pipeline", Path.GetDirectoryName(pipeline.SettingsFile)!];
    private string _settings = "{}";
    private string[] _writes = [];
    private bool _keepsState;

    /// <summary>The sections of pipeline.yaml that it depends on; comments and other sections do not count.</summary>
    public StageDefinition Settings(params string[] sections)
    {
        _settings = $"{{{string.Join(",", sections.Select(section => $"\"{section}\":{pipeline.SectionJson(section)}"))}}}";
        return this;
    }

    /// <summary>Files from outside: a file, or the wanted files of a folder. The data set is also given to the verb as <c>--data</c>.</summary>
    public StageDefinition Files(string input, string path, Func<string, bool>? wanted = null)
    {
        _inputs.Add(new StageInput(input, path) { Wanted = wanted, Remedy = $"check the pipeline's settings ({pipeline.SettingsFile}) and --{input}" });
        if (input == "data") _options.AddRange(["--data", path]);
        return this;
    }

    /// <summary>Outputs of an earlier stage: all, or those that fit one of the patterns.</summary>
    public StageDefinition Outputs(string stage, params string[] patterns)
    {
        Func<string, bool>? wanted = patterns.Length == 0 ? null : file => patterns.Any(pattern => NamePattern.Matches(pattern, file));
        _inputs.Add(new StageInput(stage, layout.Output(stage)) { Wanted = wanted, Remedy = "run ./build.sh without --skip" });
        _options.AddRange(["--" + stage, layout.Output(stage)]);
        return this;
    }

    /// <summary>It keeps partial work, which a later run with the same key resumes.</summary>
    public StageDefinition KeepsState()
    {
        _keepsState = true;
        return this;
    }

    /// <summary>What must be there, and not empty, when it is done.</summary>
    public StageDefinition Writes(params string[] patterns)
    {
        _writes = patterns;
        return this;
    }

    /// <summary>The stage as the engine takes it.</summary>
    /// <param name="before">The names of the stages before it.</param>
    /// <param name="program">Full path of <c>digits</c>.</param>
    public Stage ToStage(IReadOnlyList<string> before, string program) => new()
    {
        Name = name,
        Title = title,
        After = before,
        Inputs = _inputs,
        Parameters = _settings,
        Tools = VerbCode.Of(name, Path.GetDirectoryName(program)!),
        Expects = _writes,
        KeepsState = _keepsState,
        Action = run => StageProcess.Run(program, Arguments(run), run),
    };

    private IEnumerable<string> Arguments(StageRun run)
    {
        string[] state = run.State is null ? [] : ["--state", run.State];
        return [name, .. _options, "--output", run.Output, .. state];
    }
}
