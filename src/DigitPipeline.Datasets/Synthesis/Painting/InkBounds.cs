namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>The smallest rectangle of pixels around the ink of one glyph, in pixels.</summary>
internal struct InkBounds()
{
    /// <summary>Left edge.</summary>
    public int Left { get; private set; } = int.MaxValue;

    /// <summary>Top edge.</summary>
    public int Top { get; private set; } = int.MaxValue;

    /// <summary>Right edge, exclusive.</summary>
    public int Right { get; private set; } = int.MinValue;

    /// <summary>Bottom edge, exclusive.</summary>
    public int Bottom { get; private set; } = int.MinValue;

    /// <summary>No ink was seen.</summary>
    public readonly bool IsEmpty => Right <= Left;

    /// <summary>Takes a pixel in.</summary>
    public void Add(int x, int y)
    {
        Left = Math.Min(Left, x);
        Top = Math.Min(Top, y);
        Right = Math.Max(Right, x + 1);
        Bottom = Math.Max(Bottom, y + 1);
    }
}
