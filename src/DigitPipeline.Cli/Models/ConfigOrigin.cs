using DigitPipeline.Cli.Execution;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Formats.PipelineConfig;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Models;

/// <summary>Where people find what a patched config says: in the pipeline's own files.</summary>
internal static class ConfigOrigin
{
    /// <summary>The error at the line of the pipeline's config, or at <c>config.patch</c> where that put the field in.</summary>
    /// <param name="pipeline">The pipeline whose config was patched.</param>
    /// <param name="error">What is refused in the patched config.</param>
    public static VerbException Error(PipelineFolder pipeline, DetectorConfigException error)
    {
        var written = PipelineConfigDocument.Read(pipeline.ConfigFile);
        return pipeline.Settings.Config.Patch.ContainsKey(error.Path)
            ? InPatch(pipeline, error.Message, error)
            : VerbException.Configuration(written.Error(error.Path, error.Problem).Message, error);
    }

    /// <summary>An error about what pipeline.yaml patches.</summary>
    public static VerbException InPatch(PipelineFolder pipeline, string message, Exception error) =>
        VerbException.Configuration($"{pipeline.SettingsFile}: config.patch: {message}", error);
}
