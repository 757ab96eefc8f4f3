using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_rgb_to_gray</c>: some pictures lose their colour.</summary>
public sealed record RandomGrey(double Probability) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) =>
        random.NextDouble() <= Probability ? Colours.Grey(picture) : picture;
}
