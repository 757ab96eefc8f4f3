using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_crop_image</c>: a part of the picture and what of the objects is in it.</summary>
public sealed record RandomCrop(CropOptions Options) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        if (Options.KeepShare > 0 && !(random.NextDouble() > Options.KeepShare))
        {
            return picture;
        }

        var boxes = picture.Objects.Select(item => item.Box);
        return Crop(picture, CropSampler.Draw(picture.Height, picture.Width, boxes, Options, random), Options.MinOverlap, Options.Clip);
    }

    /// <summary>Cuts a window out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="window">The window, inside the picture.</param>
    /// <param name="minOverlap">Objects of which less than this is inside are removed, and those without area.</param>
    /// <param name="clip">Whether boxes are cut at the window.</param>
    public static AugmentedPicture Crop(AugmentedPicture picture, PixelWindow window, float minOverlap, bool clip)
    {
        var values = new float[window.Height * window.Width * 3];
        Pixels.Copy(picture, window, values);
        var frame = window.In(picture.Height, picture.Width);
        return new AugmentedPicture(
            window.Height, window.Width, values, picture.MoveObjects(box => BoxWindow.Keep(box, frame, minOverlap, clip)));
    }
}
