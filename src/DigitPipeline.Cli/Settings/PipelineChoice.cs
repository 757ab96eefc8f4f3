using DigitPipeline.Cli.Execution;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Settings;

/// <summary>The settings that a verb works with: those of a pipeline's folder, or the defaults where none is named.</summary>
/// <param name="Folder">The pipeline's folder, if one was named.</param>
/// <param name="DataFolder">Full path of the data set.</param>
internal sealed record PipelineChoice(PipelineFolder? Folder, string DataFolder)
{
    // The least that a pipeline.yaml must say; all else has defaults.
    private const string Least = "data: { directory: . }\ntrain: { steps: 1, batch_size: 2 }";

    // Reading YAML takes a while: only those who ask for these settings wait for it.
    private static readonly Lazy<PipelineSettings> OfNoPipeline = new(() => PipelineSettings.Parse(Least, "defaults"));

    /// <summary>Settings where no pipeline is named.</summary>
    public static PipelineSettings Defaults => OfNoPipeline.Value;

    /// <summary>The settings.</summary>
    public PipelineSettings Settings => Folder?.Settings ?? Defaults;

    public static PipelineChoice Of(string? folder, string? data)
    {
        if (folder is null)
        {
            return new PipelineChoice(
                null, Existing(data ?? throw VerbException.Usage("name a data set with --data, or a pipeline with --pipeline")));
        }

        var pipeline = PipelineFolder.Load(Existing(folder));
        return new PipelineChoice(pipeline, Existing(data ?? pipeline.DataDirectory));
    }

    /// <summary>The pipeline of a folder, for a verb that does not touch the data set.</summary>
    public static PipelineChoice WithoutData(string folder)
    {
        var pipeline = PipelineFolder.Load(Existing(folder));
        return new PipelineChoice(pipeline, pipeline.DataDirectory);
    }

    private static string Existing(string folder) => Directory.Exists(folder)
        ? Path.GetFullPath(folder)
        : throw VerbException.NoInput(File.Exists(folder) ? $"{folder} is a file; expected a folder" : $"there is no folder {folder}");
}
