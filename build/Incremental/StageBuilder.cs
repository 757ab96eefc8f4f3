using DigitPipeline.Incremental.Files;
using DigitPipeline.Incremental.Processes;
using DigitPipeline.Incremental.Records;

namespace DigitPipeline.Incremental;

/// <summary>Says what a stage is. Everything but its action and its outputs is part of its key.</summary>
/// <param name="name">The stage's name.</param>
/// <param name="title">The target's name.</param>
/// <param name="layout">Where the pipeline's files lie.</param>
/// <param name="reader">Reads the files that the definition itself depends on.</param>
internal sealed class StageBuilder(string name, string title, PipelineLayout layout, ContentReader reader)
{
    private readonly List<StageInput> _inputs = [];
    private readonly Dictionary<string, string> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private string _parameters = "{}";
    private string[] _writes = [];
    private bool _keepsState;
    private Func<StageRun, int> _action = _ => throw new InvalidOperationException($"{title} does nothing: say what with Runs");

    /// <summary>The stage's name.</summary>
    public string Name => name;

    /// <summary>Where the pipeline's files lie.</summary>
    public PipelineLayout Layout => layout;

    /// <summary>Reads files that the definition depends on, so that the engine knows of them.</summary>
    public ContentReader Reader => reader;

    /// <summary>It reads a file, or the wanted files of a folder.</summary>
    /// <param name="input">Its name in the key.</param>
    /// <param name="path">Full path.</param>
    /// <param name="wanted">Which files of a folder count, by relative name; null: all.</param>
    /// <param name="remedy">What to do when it is not there.</param>
    public StageBuilder Reads(string input, string path, Func<string, bool>? wanted = null, string remedy = "check the path")
    {
        _inputs.Add(new StageInput(input, path) { Wanted = wanted, Remedy = remedy });
        return this;
    }

    /// <summary>It reads outputs of an earlier stage: all, or those that fit one of the patterns.</summary>
    public StageBuilder ReadsOutputs(string stage, params string[] patterns)
    {
        Func<string, bool>? wanted = patterns.Length == 0 ? null : file => patterns.Any(pattern => NamePattern.Matches(pattern, file));
        _inputs.Add(new StageInput(stage, layout.Output(stage)) { Wanted = wanted, From = stage, Remedy = "run the build without --skip" });
        return this;
    }

    /// <summary>Its settings: the text of one JSON object.</summary>
    public StageBuilder Parameters(string json)
    {
        _parameters = json;
        return this;
    }

    /// <summary>A program or package that does its work, with a digest or version.</summary>
    public StageBuilder Tool(string tool, string digest)
    {
        _tools[tool] = digest;
        return this;
    }

    /// <summary>Something about the machine that its outputs depend on.</summary>
    public StageBuilder Environment(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>What must be there, and not empty, when it is done: patterns of names in its output folder.</summary>
    public StageBuilder Writes(params string[] patterns)
    {
        _writes = patterns;
        return this;
    }

    /// <summary>It keeps partial work, which a later run with the same key resumes.</summary>
    public StageBuilder KeepsState()
    {
        _keepsState = true;
        return this;
    }

    /// <summary>What it does: writes into <see cref="StageRun.Output"/> and returns an exit code.</summary>
    public StageBuilder Runs(Func<StageRun, int> action)
    {
        _action = action;
        return this;
    }

    /// <summary>It runs a program.</summary>
    public StageBuilder Runs(string program, Func<StageRun, IEnumerable<string>> arguments) =>
        Runs(run => StageProcess.Run(program, arguments(run), run));

    /// <summary>The stage as the engine takes it.</summary>
    /// <param name="before">The names of the stages before it.</param>
    public Stage Build(IReadOnlyList<string> before) => new()
    {
        Name = name,
        Title = title,
        After = before,
        Inputs = _inputs,
        Parameters = _parameters,
        Tools = _tools,
        Environment = _environment,
        Expects = _writes,
        KeepsState = _keepsState,
        Action = _action,
    };
}
