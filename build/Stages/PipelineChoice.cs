using DigitPipeline.Incremental;

namespace DigitPipeline.Stages;

/// <summary>Finds the folder that <c>--pipeline</c> means: a name in pipelines/, else a path.</summary>
internal static class PipelineChoice
{
    private const int Usage = 64;

    /// <summary>Full path of the pipeline's folder.</summary>
    public static string Find(string root, string pipeline)
    {
        var ours = Path.Combine(root, "pipelines");
        if (pipeline.IndexOfAny(['/', '\\']) < 0 && Directory.Exists(Path.Combine(ours, pipeline))) return Path.Combine(ours, pipeline);
        if (Directory.Exists(pipeline)) return Path.GetFullPath(pipeline);
        string?[] names = Directory.Exists(ours) ? [.. Directory.GetDirectories(ours).Select(Path.GetFileName).Order(StringComparer.Ordinal)] : [];
        throw new StageException(
            $"there is no pipeline '{pipeline}': it is neither one of {string.Join(", ", names)} nor a folder seen from {Environment.CurrentDirectory}",
            Usage);
    }
}
