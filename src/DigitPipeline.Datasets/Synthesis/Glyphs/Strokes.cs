namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>The strokes of a shape.</summary>
internal static class Strokes
{
    /// <summary>
    /// Half the width of the finer strokes: of the depths along the middle of all strokes, the one that a quarter is below. The
    /// finest of all are the strokes' ends.
    /// </summary>
    /// <param name="values">Distances in steps, above 128 inside the shape.</param>
    /// <param name="size">Width and height.</param>
    /// <returns>Steps.</returns>
    public static float Finest(ReadOnlySpan<byte> values, int size)
    {
        const int Edge = 128;
        Span<int> ridges = stackalloc int[256];
        var count = 0;
        for (var y = 1; y < size - 1; y++)
        {
            for (var x = 1; x < size - 1; x++)
            {
                var at = y * size + x;
                var depth = values[at];
                if (depth > Edge && depth >= values[at - 1] && depth >= values[at + 1] && depth >= values[at - size] && depth >= values[at + size])
                {
                    ridges[depth]++;
                    count++;
                }
            }
        }

        var below = 0;
        for (var depth = Edge; depth < ridges.Length; depth++)
        {
            below += ridges[depth];
            if (4 * below > count)
            {
                return depth - Edge;
            }
        }

        return 0;
    }
}
