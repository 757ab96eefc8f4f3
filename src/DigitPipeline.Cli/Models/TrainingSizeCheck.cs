using DigitPipeline.Cli.Execution;
using DigitPipeline.Detection.Model;
using DigitPipeline.Pipelines;

namespace DigitPipeline.Cli.Models;

/// <summary>Whether the detector can be built for each size of <c>train.sizes</c>: its levels halve a picture, and not every size halves that often.</summary>
internal static class TrainingSizeCheck
{
    /// <summary>Builds it.</summary>
    /// <exception cref="VerbException">It cannot be built for one of them.</exception>
    public static void Check(PipelineFolder pipeline, DetectorDefinition definition)
    {
        foreach (var size in pipeline.Settings.Train.Sizes)
        {
            try
            {
                definition.Build(size.Height, size.Width);
            }
            catch (ArgumentException error)
            {
                throw VerbException.Configuration(
                    FormattableString.Invariant($"{pipeline.SettingsFile}: train.sizes: found {size.Height} x {size.Width} pixels: {error.Message}"), error);
            }
        }
    }
}
