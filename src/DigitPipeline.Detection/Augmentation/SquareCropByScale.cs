using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_square_crop_by_scale</c>: a square around a random point, zero where it leaves the picture.</summary>
/// <param name="MaxBorder">Distance that the point keeps from the edges of large pictures.</param>
/// <param name="MinScale">Least side, as a part of the picture's longer one.</param>
/// <param name="MaxScale">Greatest side.</param>
/// <param name="Scales">Number of sides to choose from.</param>
public sealed record SquareCropByScale(int MaxBorder, float MinScale, float MaxScale, int Scales) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var step = Scales > 1 ? (MaxScale - MinScale) / (Scales - 1) * random.Next(Scales) : 0;
        var side = Math.Max(1, (int)((MinScale + step) * Math.Max(picture.Height, picture.Width)));
        var half = side / 2;
        var (y, x) = (Centre(picture.Height, random) - half, Centre(picture.Width, random) - half);
        return Cut(picture, new PixelWindow(y, x, side, side));
    }

    /// <summary>Cuts a square out.</summary>
    public static AugmentedPicture Cut(AugmentedPicture picture, PixelWindow window)
    {
        // The original's limits are the last row and column, which it leaves out.
        var seen = picture with { Values = (float[])picture.Values.Clone() };
        Clear(seen, picture.Height - 1, 0, picture.Height, picture.Width);
        Clear(seen, 0, picture.Width - 1, picture.Height, picture.Width);
        var values = new float[window.Height * window.Width * 3];
        Pixels.Copy(seen, window, values);
        var frame = window.In(picture.Height, picture.Width);
        return new AugmentedPicture(window.Height, window.Width, values, picture.MoveObjects(box =>
            BoxWindow.IsOutside(box, frame) ? null : BoxWindow.Reframe(box, frame).Clip()));
    }

    private static void Clear(AugmentedPicture picture, int top, int left, int bottom, int right)
    {
        for (var y = top; y < bottom; y++)
        {
            picture.Values.AsSpan(((y * picture.Width) + left) * 3, (right - left) * 3).Clear();
        }
    }

    private int Centre(int size, CounterRandom random)
    {
        var halvings = (int)Math.Ceiling(Math.Log2(2.0 * MaxBorder / size));
        var border = MaxBorder / Math.Clamp((int)Math.Pow(2, Math.Clamp(halvings, 0, 30)), 1, Math.Max(1, MaxBorder));
        return size - border > border ? random.Next(border, size - border) : size / 2;
    }
}
