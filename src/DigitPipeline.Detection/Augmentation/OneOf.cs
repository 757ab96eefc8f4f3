using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>One of several steps, each as likely as another; <c>ssd_random_crop</c> is one of its crops.</summary>
public sealed record OneOf(IReadOnlyList<IAugmentation> Choices) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) =>
        Choices[random.Next(Choices.Count)].Apply(picture, random);
}
