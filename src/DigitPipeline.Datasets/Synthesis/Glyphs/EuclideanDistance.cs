namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>
/// Signed distance to the edge of an antialiased shape: the exact two-pass transform of Felzenszwalb and Huttenlocher 2012, with
/// the edge pixels' coverage taken as their distance to the edge.
/// </summary>
internal static class EuclideanDistance
{
    private const float Far = 1e9f;

    /// <summary>Distances in pixels, positive inside, of a square coverage map with values in [0, 1].</summary>
    public static float[] Signed(ReadOnlySpan<float> coverage, int size)
    {
        var outside = new float[coverage.Length];
        var inside = new float[coverage.Length];
        for (var i = 0; i < coverage.Length; i++)
        {
            var edge = .5f - coverage[i];
            outside[i] = coverage[i] >= 1 ? 0 : coverage[i] <= 0 ? Far : Square(Math.Max(0, edge));
            inside[i] = coverage[i] >= 1 ? Far : coverage[i] <= 0 ? 0 : Square(Math.Max(0, -edge));
        }

        Transform(outside, size);
        Transform(inside, size);
        for (var i = 0; i < outside.Length; i++)
        {
            outside[i] = MathF.Sqrt(inside[i]) - MathF.Sqrt(outside[i]);
        }

        return outside;
    }

    private static float Square(float value) => value * value;

    private static void Transform(float[] grid, int size)
    {
        Span<float> line = stackalloc float[size];
        Span<int> parabola = stackalloc int[size];
        Span<float> border = stackalloc float[size + 1];
        for (var x = 0; x < size; x++)
        {
            Pass(grid, x, size, size, line, parabola, border);
        }

        for (var y = 0; y < size; y++)
        {
            Pass(grid, y * size, 1, size, line, parabola, border);
        }
    }

    private static void Pass(float[] grid, int start, int stride, int size, Span<float> line, Span<int> parabola, Span<float> border)
    {
        for (var i = 0; i < size; i++)
        {
            line[i] = grid[start + i * stride];
        }

        var last = 0;
        parabola[0] = 0;
        border[0] = -Far;
        border[1] = Far;
        for (var q = 1; q < size; q++)
        {
            float crossing;
            do
            {
                var v = parabola[last];
                crossing = (line[q] - line[v] + (float)q * q - (float)v * v) / (2 * (q - v));
            }
            while (crossing <= border[last] && --last >= 0);
            parabola[++last] = q;
            border[last] = crossing;
            border[last + 1] = Far;
        }

        for (int q = 0, k = 0; q < size; q++)
        {
            while (border[k + 1] < q)
            {
                k++;
            }

            grid[start + q * stride] = line[parabola[k]] + Square(q - parabola[k]);
        }
    }
}
