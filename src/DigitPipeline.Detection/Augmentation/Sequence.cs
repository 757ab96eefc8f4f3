using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>Steps one after the other, each with random numbers of its own.</summary>
public sealed record Sequence(IReadOnlyList<IAugmentation> Steps) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            picture = Steps[i].Apply(picture, random.Fork((ulong)i));
        }

        return picture;
    }
}
