using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>A step of <c>train_config.data_augmentation_options</c>.</summary>
public interface IAugmentation
{
    /// <summary>Varies a picture, which is not changed itself.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="random">All that is random comes from here.</param>
    AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random);
}
