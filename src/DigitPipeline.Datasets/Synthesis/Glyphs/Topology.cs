namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>How a shape hangs together: a 6 is one piece with one hole, whatever its face. Outlined, dotted and stencilled ones are not.</summary>
/// <param name="Pieces">Connected parts of the shape.</param>
/// <param name="Holes">Parts of the background that it encloses.</param>
internal readonly record struct Topology(int Pieces, int Holes)
{
    private const int Edge = 128;

    // Regions of a few pixels are flaws of a small picture of the shape.
    private const int Least = 6;

    /// <summary>Whether a digit from 0 to 9 looks so when it is written in one line; a 4 may be open.</summary>
    public bool IsOf(int digit) => Pieces == 1 && digit switch
    {
        0 or 6 or 9 => Holes == 1,
        8 => Holes == 2,
        4 => Holes <= 1,
        _ => Holes == 0,
    };

    /// <summary>Counts.</summary>
    /// <param name="values">Distances in steps, less than 128 outside the shape.</param>
    /// <param name="size">Width and height.</param>
    public static Topology Of(ReadOnlySpan<byte> values, int size)
    {
        var seen = new bool[values.Length];
        int pieces = 0, grounds = 0;
        for (var start = 0; start < values.Length; start++)
        {
            if (!seen[start] && Fill(values, size, seen, start) >= Least)
            {
                (pieces, grounds) = values[start] >= Edge ? (pieces + 1, grounds) : (pieces, grounds + 1);
            }
        }

        return new(pieces, Math.Max(0, grounds - 1));
    }

    // Pixels that touch by a corner belong together in the shape, not in the background, so that a thin slanted stroke has two sides.
    private static int Fill(ReadOnlySpan<byte> values, int size, bool[] seen, int start)
    {
        var isInk = values[start] >= Edge;
        var stack = new Stack<int>([start]);
        seen[start] = true;
        var count = 0;
        while (stack.TryPop(out var at))
        {
            count++;
            int x = at % size, y = at / size;
            for (var i = 0; i < 9; i++)
            {
                int column = x + i % 3 - 1, row = y + i / 3 - 1, next = row * size + column;
                if ((uint)column < (uint)size && (uint)row < (uint)size && (isInk || i % 2 == 1) && !seen[next] && (values[next] >= Edge) == isInk)
                {
                    seen[next] = true;
                    stack.Push(next);
                }
            }
        }

        return count;
    }
}
