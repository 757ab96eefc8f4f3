using DigitPipeline.Cli.Execution;
using DigitPipeline.Formats.TFRecord;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Models;

/// <summary>The record files of a pipeline.</summary>
internal static class RecordFiles
{
    public const string Train = "train.record";

    public const string Test = "test.record";

    /// <summary>
    /// The records of one part in a folder, whole or in shards (<c>train.record-00000-of-00010</c>); null where there are none.
    /// </summary>
    public static string? Find(string folder, string name)
    {
        var whole = Path.Combine(folder, name);
        return File.Exists(whole) || Directory.EnumerateFiles(folder, name + "-?????-of-?????").Any() ? whole : null;
    }

    /// <summary>As <see cref="Find"/>, but an error where there are none.</summary>
    public static string Need(string folder, string name) => Directory.Exists(folder)
        ? Find(folder, name) ?? throw VerbException.NoInput($"{folder} has no {name}: run digits records first")
        : throw VerbException.NoInput($"there is no folder {folder}: run digits records first");

    /// <summary>Number of shards: of the files in a folder, else as the settings say.</summary>
    public static int Shards(string? folder, PipelineSettings settings) => folder is null || Find(folder, Train) is not { } found
        ? settings.Records.Shards
        : ShardedPath.Expand(found).Count;
}
