using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>Other sizes of a picture.</summary>
internal static class Resampling
{
    /// <summary>
    /// Separable triangle filter between pixel centres; when shrinking it is as wide as two target pixels. Without
    /// <paramref name="antialias"/> it stays narrow and fine detail breaks up, as many programs' thumbnails do.
    /// </summary>
    public static Canvas Resize(Canvas canvas, int width, int height, bool antialias = true)
    {
        if (canvas.Width == width && canvas.Height == height)
        {
            return canvas;
        }

        var columns = Taps(canvas.Width, width, antialias);
        var narrow = new Canvas(width, canvas.Height);
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Pixels.AsSpan(y * canvas.Width, canvas.Width);
            for (var x = 0; x < width; x++)
            {
                var (first, weights) = columns[x];
                var sum = row[first] * weights[0];
                for (var i = 1; i < weights.Length; i++)
                {
                    sum += row[first + i] * weights[i];
                }

                narrow.Pixels[y * width + x] = sum;
            }
        }

        var rows = Taps(canvas.Height, height, antialias);
        var result = new Canvas(width, height);
        for (var y = 0; y < height; y++)
        {
            var (first, weights) = rows[y];
            var target = result.Pixels.AsSpan(y * width, width);
            for (var i = 0; i < weights.Length; i++)
            {
                var source = narrow.Pixels.AsSpan((first + i) * width, width);
                var weight = weights[i];
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] += source[x] * weight;
                }
            }
        }

        return result;
    }

    private static (int First, float[] Weights)[] Taps(int from, int to, bool antialias)
    {
        var taps = new (int, float[])[to];
        var scale = (float)from / to;
        var support = antialias ? Math.Max(1, scale) : 1;
        for (var i = 0; i < to; i++)
        {
            var centre = (i + .5f) * scale;
            int first = Math.Max(0, (int)(centre - support + .5f)), end = Math.Min(from, (int)(centre + support + .5f));
            var weights = new float[Math.Max(1, end - first)];
            var sum = 0f;
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[j] = Math.Max(1e-6f, 1 - Math.Abs(first + j + .5f - centre) / support);
            }

            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] /= sum;
            }

            taps[i] = (first, weights);
        }

        return taps;
    }
}
