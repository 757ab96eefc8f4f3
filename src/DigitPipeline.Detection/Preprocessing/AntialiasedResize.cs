namespace DigitPipeline.Detection.Preprocessing;

/// <summary>
/// Separable triangle filter with half-pixel centres; when shrinking the filter is as wide as two target pixels, so that nothing
/// aliases (Pillow's bilinear, ONNX Resize with <c>antialias = 1</c>). Enlarging, it is plain bilinear interpolation.
/// </summary>
public static class AntialiasedResize
{
    /// <summary>Resizes <c>[height, width, 3]</c>.</summary>
    public static void Apply(ReadOnlySpan<float> source, int height, int width, int toHeight, int toWidth, Span<float> target)
    {
        var columns = Filters(width, toWidth);
        var narrow = new float[height * toWidth * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < toWidth; x++)
            {
                var place = ((y * width) + columns[x].First) * 3;
                var (red, green, blue) = (0f, 0f, 0f);
                foreach (var weight in columns[x].Weights)
                {
                    red += weight * source[place];
                    green += weight * source[place + 1];
                    blue += weight * source[place + 2];
                    place += 3;
                }

                var to = ((y * toWidth) + x) * 3;
                (narrow[to], narrow[to + 1], narrow[to + 2]) = (red, green, blue);
            }
        }

        var rows = Filters(height, toHeight);
        for (var y = 0; y < toHeight; y++)
        {
            var line = target.Slice(y * toWidth * 3, toWidth * 3);
            line.Clear();
            for (var tap = 0; tap < rows[y].Weights.Length; tap++)
            {
                var weight = rows[y].Weights[tap];
                var from = narrow.AsSpan((rows[y].First + tap) * toWidth * 3, toWidth * 3);
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] += weight * from[i];
                }
            }
        }
    }

    private static (int First, float[] Weights)[] Filters(int from, int to)
    {
        var scale = (double)from / to;
        var support = Math.Max(scale, 1);
        return [.. Enumerable.Range(0, to).Select(place =>
        {
            var center = (place + .5) * scale;
            var first = Math.Max(0, (int)(center - support + .5));
            var end = Math.Min(from, (int)(center + support + .5));
            var weights = Enumerable.Range(first, end - first).Select(tap => Math.Max(0, 1 - (Math.Abs(tap + .5 - center) / support))).ToArray();
            var sum = weights.Sum();
            return (first, weights.Select(weight => (float)(weight / sum)).ToArray());
        })];
    }
}
