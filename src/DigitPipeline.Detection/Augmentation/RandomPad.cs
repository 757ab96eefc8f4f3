using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary><c>random_pad_image</c>: the picture somewhere in a larger one of one colour.</summary>
/// <param name="Least">Least size of the larger one; none stands for the picture's.</param>
/// <param name="Most">Greatest size of the larger one, which is not reached; none stands for twice the picture's.</param>
/// <param name="Colour">R, G and B, 0 to 255; none stands for the picture's mean.</param>
public sealed record RandomPad((int Height, int Width)? Least, (int Height, int Width)? Most, IReadOnlyList<float>? Colour) : IAugmentation
{
    /// <inheritdoc />
    public AugmentedPicture Apply(AugmentedPicture picture, CounterRandom random)
    {
        var height = Side(picture.Height, Least?.Height, Most?.Height, random);
        var width = Side(picture.Width, Least?.Width, Most?.Width, random);
        var y = height > picture.Height ? random.Next(height - picture.Height) : 0;
        var x = width > picture.Width ? random.Next(width - picture.Width) : 0;
        return Pad(picture, new PixelWindow(-y, -x, height, width), Colour ?? Mean(picture));
    }

    /// <summary>The picture seen through a window that reaches beyond it.</summary>
    public static AugmentedPicture Pad(AugmentedPicture picture, PixelWindow window, IReadOnlyList<float> colour)
    {
        var values = new float[window.Height * window.Width * 3];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = colour[i % 3];
        }

        Pixels.Copy(picture, window, values);
        var frame = window.In(picture.Height, picture.Width);
        return new AugmentedPicture(window.Height, window.Width, values, picture.MoveObjects(box => BoxWindow.Reframe(box, frame)));
    }

    private static int Side(int own, int? least, int? most, CounterRandom random)
    {
        var (low, high) = (Math.Max(own, least ?? own), Math.Max(own, most ?? own * 2));
        return high > low ? random.Next(low, high) : high;
    }

    private static float[] Mean(AugmentedPicture picture)
    {
        var sums = new double[3];
        for (var i = 0; i < picture.Values.Length; i++)
        {
            sums[i % 3] += picture.Values[i];
        }

        return Array.ConvertAll(sums, sum => (float)(sum / (picture.Height * picture.Width)));
    }
}
