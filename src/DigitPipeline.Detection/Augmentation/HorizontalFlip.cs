using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_horizontal_flip</c>: left and right change places.</summary>
public sealed record HorizontalFlip(double Probability) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) => random.Chance(Probability) ? Flip(picture) : picture;

    /// <summary>The flip itself.</summary>
    public static AugmentedPicture Flip(AugmentedPicture picture) => picture with
    {
        Values = Pixels.Pick(picture, picture.Height, picture.Width, (y, x) => (y, picture.Width - 1 - x)),
        Objects = picture.MoveObjects(box => new Box(box.YMin, 1 - box.XMax, box.YMax, 1 - box.XMin)),
    };
}
