using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_rotation90</c>: a quarter turn against the clock.</summary>
public sealed record QuarterTurn(double Probability) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random) => random.Chance(Probability) ? Turn(picture) : picture;

    /// <summary>The turn itself.</summary>
    public static AugmentedPicture Turn(AugmentedPicture picture) => new(
        picture.Width,
        picture.Height,
        Pixels.Pick(picture, picture.Width, picture.Height, (y, x) => (x, picture.Width - 1 - y)),
        picture.MoveObjects(box => new Box(1 - box.XMax, box.YMin, 1 - box.XMin, box.YMax)));
}
