namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>Background that a shape encloses.</summary>
internal static class Holes
{
    private const int Edge = 128;
    private const float Least = 4;

    /// <summary>
    /// The greatest distance from the edge in the hole where it is smallest; holes of less than half a pixel are flaws of the shape
    /// and do not count. Without holes, 16 pixels' worth.
    /// </summary>
    /// <param name="values">Distances in steps, less than 128 outside the shape.</param>
    /// <param name="size">Width and height.</param>
    public static float Narrowest(ReadOnlySpan<byte> values, int size)
    {
        var seen = new bool[values.Length];
        var stack = new Stack<int>();
        float narrowest = Edge;
        // The first region is the outside: it starts in a corner.
        for (var start = 0; start < values.Length; start++)
        {
            if (seen[start] || values[start] >= Edge)
            {
                continue;
            }

            var deepest = 0;
            seen[start] = true;
            stack.Push(start);
            while (stack.TryPop(out var at))
            {
                deepest = Math.Max(deepest, Edge - values[at]);
                int x = at % size, y = at / size;
                Visit(values, x > 0, at - 1);
                Visit(values, x < size - 1, at + 1);
                Visit(values, y > 0, at - size);
                Visit(values, y < size - 1, at + size);
            }

            narrowest = start > 0 && deepest >= Least ? Math.Min(narrowest, deepest) : narrowest;
        }

        return narrowest;

        void Visit(ReadOnlySpan<byte> field, bool inside, int at)
        {
            if (inside && !seen[at] && field[at] < Edge)
            {
                seen[at] = true;
                stack.Push(at);
            }
        }
    }
}
