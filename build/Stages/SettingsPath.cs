using System.Text.Json;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Stages;

/// <summary>A setting that names a file or folder.</summary>
internal static class SettingsPath
{
    /// <summary>Full path: relative ones are seen from the pipeline's folder or, where nothing is there, from the repository's root.</summary>
    public static string Find(PipelineFolder pipeline, string section, string setting, string root)
    {
        using var settings = JsonDocument.Parse(pipeline.SectionJson(section));
        var path = settings.RootElement.GetProperty(setting).GetString()!;
        var beside = Path.GetFullPath(path, Path.GetDirectoryName(pipeline.SettingsFile)!);
        return Path.Exists(beside) ? beside : Path.GetFullPath(path, root);
    }
}
