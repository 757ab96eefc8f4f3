using System.Numerics;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>Other sizes of a picture.</summary>
internal static class Resampling
{
    /// <summary>Bilinear between pixel centres, as the detector's own resize: <c>(i + .5) * scale - .5</c>, clamped at the borders.</summary>
    public static RgbImage Bilinear(RgbImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image;
        }

        var source = image.Pixels;
        var bytes = new byte[width * height * 3];
        var columns = Taps(width, image.Width);
        var rows = Taps(height, image.Height);
        for (var y = 0; y < height; y++)
        {
            int upper = rows[y].First * image.Width * 3, lower = rows[y].Second * image.Width * 3;
            var down = rows[y].Share;
            var target = y * width * 3;
            foreach (var (first, second, right) in columns)
            {
                int a = first * 3, b = second * 3;
                for (var c = 0; c < 3; c++)
                {
                    float top = source[upper + a + c] + (source[upper + b + c] - source[upper + a + c]) * right;
                    float bottom = source[lower + a + c] + (source[lower + b + c] - source[lower + a + c]) * right;
                    bytes[target++] = (byte)(top + (bottom - top) * down + .5f);
                }
            }
        }

        return new(width, height, bytes);
    }

    /// <summary>Smaller by the mean over areas, as cameras and thumbnails are made.</summary>
    public static Canvas Reduced(Canvas canvas, int width, int height)
    {
        var result = new Canvas(width, height);
        for (var y = 0; y < height; y++)
        {
            int top = y * canvas.Height / height, bottom = Math.Max(top + 1, (y + 1) * canvas.Height / height);
            for (var x = 0; x < width; x++)
            {
                int left = x * canvas.Width / width, right = Math.Max(left + 1, (x + 1) * canvas.Width / width);
                var sum = Vector3.Zero;
                for (var row = top; row < bottom; row++)
                {
                    for (var column = left; column < right; column++)
                    {
                        sum += canvas.Pixels[row * canvas.Width + column];
                    }
                }

                result.Pixels[y * width + x] = sum / ((bottom - top) * (right - left));
            }
        }

        return result;
    }

    private static (int First, int Second, float Share)[] Taps(int to, int from)
    {
        var taps = new (int, int, float)[to];
        for (var i = 0; i < to; i++)
        {
            var at = Math.Clamp((i + .5f) * from / to - .5f, 0, from - 1);
            taps[i] = ((int)at, Math.Min((int)at + 1, from - 1), at - (int)at);
        }

        return taps;
    }
}
