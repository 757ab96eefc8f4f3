using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;

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

    /// <summary>The same as the network takes it: writes <c>[height, width, 3]</c> into <paramref name="target"/>.</summary>
    /// <param name="step">Training step, from 0.</param>
    /// <param name="sample">Place in the batch, from 0.</param>
    /// <param name="height">Height that the network takes at this step.</param>
    /// <param name="width">Width that the network takes at this step.</param>
    /// <param name="input">The detector's pre-processing.</param>
    /// <param name="target">Receives the pre-processed picture.</param>
    /// <returns>The ground truth, normalised to the network's input.</returns>
    IReadOnlyList<GroundTruth> Fill(long step, int sample, int height, int width, PictureInput input, Span<float> target)
    {
        var picture = Sample(step, sample, height, width);
        (input with { Aspect = null }).Fill(picture.Image, height, width, target);
        return picture.Objects;
    }
}
