namespace DigitPipeline.Detection.Augmentation;

/// <summary>Operations on <c>[height, width, 3]</c>.</summary>
internal static class Pixels
{
    /// <summary>A picture of the given size whose pixels are picked from another.</summary>
    /// <param name="picture">Where they come from.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="place">Row and column in <paramref name="picture"/> of a pixel of the result.</param>
    public static float[] Pick(AugmentedPicture picture, int height, int width, Func<int, int, (int Y, int X)> place)
    {
        var values = new float[height * width * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromY, fromX) = place(y, x);
                var from = ((fromY * picture.Width) + fromX) * 3;
                picture.Values.AsSpan(from, 3).CopyTo(values.AsSpan(((y * width) + x) * 3));
            }
        }

        return values;
    }

    /// <summary>The part of a picture that a window shows; where it reaches beyond, the result keeps what it holds.</summary>
    public static void Copy(AugmentedPicture picture, PixelWindow window, Span<float> target)
    {
        var (left, right) = (Math.Max(0, window.X), Math.Min(picture.Width, window.X + window.Width));
        for (var y = Math.Max(0, window.Y); left < right && y < Math.Min(picture.Height, window.Y + window.Height); y++)
        {
            var line = picture.Values.AsSpan(((y * picture.Width) + left) * 3, (right - left) * 3);
            line.CopyTo(target[((((y - window.Y) * window.Width) + left - window.X) * 3)..]);
        }
    }
}
