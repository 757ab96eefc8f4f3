using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_pixel_value_scale</c>: each value multiplied by a factor of its own.</summary>
public sealed record PixelScale(float Min, float Max) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) =>
        picture with { Values = Array.ConvertAll(picture.Values, value => Math.Clamp(value * (float)random.Uniform(Min, Max), 0, 255)) };
}
