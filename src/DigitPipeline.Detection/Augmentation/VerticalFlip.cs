using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_vertical_flip</c>: top and bottom change places.</summary>
public sealed record VerticalFlip(double Probability) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) => random.Chance(Probability) ? Flip(picture) : picture;

    /// <summary>The flip itself.</summary>
    public static AugmentedPicture Flip(AugmentedPicture picture) => picture with
    {
        Values = Pixels.Pick(picture, picture.Height, picture.Width, (y, x) => (picture.Height - 1 - y, x)),
        Objects = picture.MoveObjects(box => new Box(1 - box.YMax, box.XMin, 1 - box.YMin, box.XMax)),
    };
}
