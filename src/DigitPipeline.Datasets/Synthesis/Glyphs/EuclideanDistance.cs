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
        var uncovered = new bool[coverage.Length];
        var covered = new bool[coverage.Length];
        for (var i = 0; i < coverage.Length; i++)
        {
            uncovered[i] = coverage[i] < 1;
            covered[i] = coverage[i] > 0;
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

    /// <summary>For each pixel the index of the nearest one that is marked.</summary>
    private static int[] Nearest(bool[] marked, int size)
    {
        var cost = new float[marked.Length];
        var nearest = new int[marked.Length];
        Array.Fill(cost, Far);
        for (var x = 0; x < size; x++)
        {
            Scan(x, size);
            Scan(x + (size - 1) * size, -size);
        }

        var line = new Line(size);
        Span<int> row = stackalloc int[size];
        for (var start = 0; start < marked.Length; start += size)
        {
            line.Sweep(cost.AsSpan(start, size));
            nearest.AsSpan(start, size).CopyTo(row);
            for (var x = 0; x < size; x++)
            {
                nearest[start + x] = row[line.From[x]];
            }
        }

        return nearest;

        // Within a column the nearest marked pixel is the last one met from above or from below.
        void Scan(int at, int step)
        {
            var met = -1;
            for (var steps = 0; steps < size; steps++, at += step)
            {
                met = marked[at] ? steps : met;
                var squared = (float)(steps - met) * (steps - met);
                if (met >= 0 && squared < cost[at])
                {
                    (cost[at], nearest[at]) = (squared, at - (steps - met) * step);
                }
            }
        }
    }

    /// <summary>The transform along a row: the lower envelope of parabolas.</summary>
    private sealed class Line(int size)
    {
        private readonly int[] parabola = new int[size];
        private readonly float[] border = new float[size + 1];

        /// <summary>Which place of the row each place is nearest to by way of.</summary>
        public int[] From { get; } = new int[size];

        /// <summary>Finds them for the squared distances within the columns.</summary>
        public void Sweep(ReadOnlySpan<float> values)
        {
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
            }
        }
    }
}
