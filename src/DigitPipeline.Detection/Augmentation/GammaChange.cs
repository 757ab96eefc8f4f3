using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>adjust_gamma</c>: gain * (value / 255) ^ gamma; not random.</summary>
public sealed record GammaChange(float Gamma, float Gain) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) => picture with
    {
        Values = Array.ConvertAll(picture.Values, value => Math.Clamp(Gain * MathF.Pow(value / 255, Gamma) * 255, 0, 255)),
    };
}
