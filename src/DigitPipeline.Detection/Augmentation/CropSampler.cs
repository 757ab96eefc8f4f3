using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>TensorFlow's <c>sample_distorted_bounding_box</c>: a window with limits on proportions, area and what it covers.</summary>
public static class CropSampler
{
    private const int Attempts = 100;

    /// <summary>Draws a window; the whole picture where none is found.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="boxes">Normalised boxes.</param>
    /// <param name="options">The limits.</param>
    /// <param name="random">All that is random comes from here.</param>
    public static PixelWindow Draw(int height, int width, IEnumerable<Box> boxes, CropOptions options, CounterRandom random)
    {
        var objects = boxes.Select(box => Truncate(box.Clip(), height, width)).ToList();
        if (objects.Count == 0)
        {
            objects.Add(new PixelWindow(0, 0, height, width));
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Attempt(height, width, options, random) is { } window && objects.Exists(item => Covers(window, item, options.MinCovered)))
            {
                return window;
            }
        }

        return new PixelWindow(0, 0, height, width);
    }

    private static PixelWindow? Attempt(int height, int width, CropOptions options, CounterRandom random)
    {
        var aspect = (float)random.Uniform(options.MinAspect, options.MaxAspect);
        var (least, most) = (options.MinArea * width * height, options.MaxArea * width * height);
        var low = Round(MathF.Sqrt(least / aspect));
        var high = Round(MathF.Sqrt(most / aspect));
        if (Round(high * aspect) > width)
        {
            // Rounds to the picture's width at most.
            high = (int)((width + .5f - 1e-7f) / aspect);
            high = Round(high * aspect) > width ? high - 1 : high;
        }

        high = Math.Min(high, height);
        low = Math.Min(low, high);
        var rows = low < high ? random.Next(low, high + 1) : low;
        rows = Math.Max(rows, 0);
        var columns = Round(rows * aspect);
        if ((float)rows * columns < least)
        {
            columns = Round(++rows * aspect);
        }

        if ((float)rows * columns > most)
        {
            columns = Round(--rows * aspect);
        }

        var area = (float)rows * columns;
        if (area < least || area > most || columns > width || rows > height || columns <= 0 || rows <= 0)
        {
            return null;
        }

        var y = rows < height ? random.Next(height - rows) : 0;
        var x = columns < width ? random.Next(width - columns) : 0;
        return new PixelWindow(y, x, rows, columns);
    }

    private static bool Covers(PixelWindow window, PixelWindow item, float least)
    {
        var area = (float)item.Height * item.Width;
        if (area < 1 || (long)window.Height * window.Width < 1)
        {
            return false;
        }

        var high = Math.Min(window.Y + window.Height, item.Y + item.Height) - Math.Max(window.Y, item.Y);
        var wide = Math.Min(window.X + window.Width, item.X + item.Width) - Math.Max(window.X, item.X);
        return (float)Math.Max(0, high) * Math.Max(0, wide) / area >= least;
    }

    private static PixelWindow Truncate(Box box, int height, int width)
    {
        var (y, x) = ((int)(box.YMin * height), (int)(box.XMin * width));
        return new PixelWindow(y, x, (int)(box.YMax * height) - y, (int)(box.XMax * width) - x);
    }

    // Half to even, as rint.
    private static int Round(float value) => (int)MathF.Round(value);
}
