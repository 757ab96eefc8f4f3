using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Detection.Training;

/// <summary>
/// Where training pictures come from. A sample is a pure function of its step and place in the batch: asked again, by any thread
/// and in any order, it gives the same bytes.
/// </summary>
public interface ITrainingSource
{
    /// <summary>The picture for one place of one step's batch, of exactly this size, augmented, with its ground truth.</summary>
    /// <param name="step">Training step, from 0.</param>
    /// <param name="sample">Place in the batch, from 0.</param>
    /// <param name="height">Height that the network takes at this step.</param>
    /// <param name="width">Width that the network takes at this step.</param>
    AnnotatedImage Sample(long step, int sample, int height, int width);
}
