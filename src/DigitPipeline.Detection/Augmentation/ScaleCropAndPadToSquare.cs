using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_scale_crop_and_pad_to_square</c>: the picture at a random size, cut or padded with zero to a square.</summary>
/// <param name="Side">Side of the square.</param>
/// <param name="MinScale">Least length of the longer side, as a part of the square's.</param>
/// <param name="MaxScale">Greatest length of the longer side.</param>
public sealed record ScaleCropAndPadToSquare(int Side, float MinScale, float MaxScale) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var scale = (float)random.Uniform(MinScale, MaxScale);
        var longer = Math.Max(picture.Height, picture.Width);
        var (height, width) = (Length(picture.Height), Length(picture.Width));
        var (y, x) = (Offset(height), Offset(width));
        return Place(picture, height, width, y, x);

        int Length(int side) => Math.Max(1, (int)(scale * Side * side / longer));

        int Offset(int length) => (int)(Math.Max(0, length - Side) * (float)random.NextDouble());
    }

    private AugmentedPicture Place(AugmentedPicture picture, int height, int width, int y, int x)
    {
        var values = new float[height * width * 3];
        PictureInput.ResizeValues(ResizeKind.LegacyBilinear, picture.Values, (picture.Height, picture.Width), (height, width), values);
        var scaled = new AugmentedPicture(height, width, values, picture.Objects);
        var window = new PixelWindow(y, x, Side, Side);
        var square = new float[Side * Side * 3];
        Pixels.Copy(scaled, window, square);
        var frame = window.In(height, width);
        return new AugmentedPicture(Side, Side, square, picture.MoveObjects(box =>
            BoxWindow.IsOutside(box, frame) ? null : BoxWindow.Reframe(box, frame).Clip()));
    }
}
