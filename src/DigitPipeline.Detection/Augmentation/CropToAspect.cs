using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_crop_to_aspect_ratio</c>: the largest window of the given proportions, at a random place.</summary>
/// <param name="Aspect">Width by height.</param>
/// <param name="MinOverlap">Objects of which less than this is inside are removed.</param>
/// <param name="Clip">Whether boxes are cut at the window.</param>
public sealed record CropToAspect(float Aspect, float MinOverlap, bool Clip) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var wide = (float)picture.Width / picture.Height >= Aspect;
        var height = wide ? picture.Height : Math.Max(1, (int)MathF.Round(picture.Width / Aspect));
        var width = wide ? Math.Max(1, (int)MathF.Round(picture.Height * Aspect)) : picture.Width;
        var window = new PixelWindow(random.Next(picture.Height - height + 1), random.Next(picture.Width - width + 1), height, width);
        return RandomCrop.Crop(picture, window, MinOverlap, Clip);
    }
}
