namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>
/// Signed distance to the edge of an antialiased shape: the nearest pixel on the other side by the exact two-pass transform of
/// Felzenszwalb and Huttenlocher 2012, whose coverage then says where in it the edge runs.
/// </summary>
internal static class EuclideanDistance
{
    private const float Far = 1e9f;

    /// <summary>Distances in pixels, positive inside, of a square coverage map with values in [0, 1].</summary>
    public static float[] Signed(ReadOnlySpan<float> coverage, int size)
    {
        var result = new float[coverage.Length];
        var uncovered = new float[coverage.Length];
        var covered = new float[coverage.Length];
        for (var i = 0; i < coverage.Length; i++)
        {
            uncovered[i] = coverage[i] < 1 ? 0 : Far;
            covered[i] = coverage[i] > 0 ? 0 : Far;
        }

        var toUncovered = Nearest(uncovered, size);
        var toCovered = Nearest(covered, size);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = coverage[i] >= 1 ? Apart(i, toUncovered[i], size) + coverage[toUncovered[i]] - .5f
                : coverage[i] <= 0 ? -Apart(i, toCovered[i], size) + coverage[toCovered[i]] - .5f
                : coverage[i] - .5f;
        }

        return result;
    }

    private static float Apart(int one, int other, int size)
    {
        int x = one % size - other % size, y = one / size - other / size;
        return MathF.Sqrt(x * x + y * y);
    }

    /// <summary>For each pixel the index of the nearest one whose <paramref name="cost"/> is 0.</summary>
    private static int[] Nearest(float[] cost, int size)
    {
        var nearest = new int[cost.Length];
        var line = new Line(size);
        for (var x = 0; x < size; x++)
        {
            line.Sweep(cost, x, size);
            for (var y = 0; y < size; y++)
            {
                nearest[y * size + x] = line.From[y] * size + x;
            }
        }

        for (var y = 0; y < size; y++)
        {
            line.Sweep(cost, y * size, 1);
            var row = nearest.AsSpan(y * size, size).ToArray();
            for (var x = 0; x < size; x++)
            {
                nearest[y * size + x] = row[line.From[x]];
            }
        }

        return nearest;
    }

    /// <summary>The transform along one row or column: the lower envelope of parabolas.</summary>
    private sealed class Line(int size)
    {
        private readonly float[] values = new float[size];
        private readonly int[] parabola = new int[size];
        private readonly float[] border = new float[size + 1];

        /// <summary>Which place of the line each place's value comes from.</summary>
        public int[] From { get; } = new int[size];

        /// <summary>Replaces a line's costs by the least of cost and squared distance.</summary>
        public void Sweep(float[] cost, int start, int stride)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = cost[start + i * stride];
            }

            var last = 0;
            parabola[0] = 0;
            border[0] = -Far;
            border[1] = Far;
            for (var q = 1; q < values.Length; q++)
            {
                float crossing;
                do
                {
                    var v = parabola[last];
                    crossing = (values[q] - values[v] + (float)q * q - (float)v * v) / (2 * (q - v));
                }
                while (crossing <= border[last] && --last >= 0);
                parabola[++last] = q;
                border[last] = crossing;
                border[last + 1] = Far;
            }

            for (int q = 0, k = 0; q < values.Length; q++)
            {
                while (border[k + 1] < q)
                {
                    k++;
                }

                From[q] = parabola[k];
                cost[start + q * stride] = values[parabola[k]] + (float)(q - parabola[k]) * (q - parabola[k]);
            }
        }
    }
}
