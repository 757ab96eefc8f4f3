namespace DigitPipeline.Incremental;

/// <summary>Where a pipeline's files lie.</summary>
/// <param name="Folder">Full path of the pipeline's folder; a stage's outputs are in the folder of its name below it.</param>
/// <param name="StoreFolder">Full path of the local store, which pipelines may share.</param>
public sealed record PipelineLayout(string Folder, string StoreFolder)
{
    /// <summary>Records, keys, the stat cache and the lock.</summary>
    public string Records => Path.Combine(Folder, ".stages");

    /// <summary>The last run, for programs.</summary>
    public string Report => Path.Combine(Folder, "build.json");

    /// <summary>Digests of files that were read before.</summary>
    public string StatCache => Path.Combine(Records, "stat-cache");

    /// <summary>The finished outputs of a stage.</summary>
    public string Output(string stage) => Path.Combine(Folder, stage);

    /// <summary>The outputs that a stage is writing: a sibling of the finished ones.</summary>
    public string Partial(string stage) => Path.Combine(Folder, $".{stage}.partial");

    /// <summary>What the outputs are and under which key.</summary>
    public string Record(string stage) => Path.Combine(Records, stage + ".json");

    /// <summary>The key of the outputs, readable.</summary>
    public string Key(string stage) => Path.Combine(Records, stage + ".key.json");

    /// <summary>Partial work of a stage, a folder for each key.</summary>
    public string States(string stage) => Path.Combine(Folder, ".state", stage);
}
