using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_image_scale</c>: the picture larger or smaller, with its proportions.</summary>
public sealed record ImageScale(float Min, float Max) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var scale = (float)random.Uniform(Min, Max);
        var height = Math.Max(1, (int)(picture.Height * scale));
        var width = Math.Max(1, (int)(picture.Width * scale));
        var values = new float[height * width * 3];
        PictureInput.ResizeValues(ResizeKind.LegacyBilinear, picture.Values, (picture.Height, picture.Width), (height, width), values);
        return new AugmentedPicture(height, width, values, picture.Objects);
    }
}
