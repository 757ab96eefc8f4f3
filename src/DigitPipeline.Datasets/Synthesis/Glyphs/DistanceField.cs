namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>
/// A glyph as distances to its edge, from which fills, outlines, hollow and inlined shapes of any size follow by a threshold.
/// A full-height digit is <see cref="FullHeight"/> pixels of the field high and stands around the field's centre.
/// </summary>
internal sealed class DistanceField
{
    /// <summary>Width and height of the field in its pixels.</summary>
    public const int Size = 64;

    /// <summary>Height of a full-height digit in the field's pixels.</summary>
    public const float FullHeight = 40;

    private const float StepsPerPixel = 8;
    private readonly byte[] values;

    private DistanceField(byte[] values, float left, float top, float right, float bottom)
    {
        this.values = values;
        (Left, Top, Right, Bottom) = (left, top, right, bottom);
        Thickness = Strokes.Finest(values, Size) / StepsPerPixel;
        Opening = Holes.Narrowest(values, Size) / StepsPerPixel;
    }

    /// <summary>Left edge of the ink in the field's pixels.</summary>
    public float Left { get; }

    /// <summary>Top edge of the ink.</summary>
    public float Top { get; }

    /// <summary>Right edge of the ink.</summary>
    public float Right { get; }

    /// <summary>Bottom edge of the ink.</summary>
    public float Bottom { get; }

    /// <summary>Width of the ink.</summary>
    public float Width => Right - Left;

    /// <summary>Half the width of the finer strokes: what must not get lost.</summary>
    public float Thickness { get; }

    /// <summary>
    /// Half the width of the narrowest hole, as in 0, 4, 6, 8 and 9: thickened by more the digit would become a blot. A large number
    /// without holes.
    /// </summary>
    public float Opening { get; }

    /// <summary>How many pieces and holes the shape has; counted anew each time.</summary>
    public Topology Topology => Topology.Of(values, Size);

    /// <summary>Makes the field of a coverage map of <see cref="Size"/> squared values in [0, 1].</summary>
    public static DistanceField FromCoverage(ReadOnlySpan<float> coverage) => FromDistances(EuclideanDistance.Signed(coverage, Size));

    /// <summary>Makes the field of signed distances in pixels, positive inside.</summary>
    public static DistanceField FromDistances(ReadOnlySpan<float> distances)
    {
        var values = new byte[Size * Size];
        int left = Size, top = Size, right = 0, bottom = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (byte)Math.Clamp(MathF.Round(128 + distances[i] * StepsPerPixel), 0, 255);
            if (distances[i] >= 0)
            {
                (left, right) = (Math.Min(left, i % Size), Math.Max(right, i % Size + 1));
                (top, bottom) = (Math.Min(top, i / Size), Math.Max(bottom, i / Size + 1));
            }
        }

        return new(values, left, top, Math.Max(right, left + 1), Math.Max(bottom, top + 1));
    }

    /// <summary>Distance in the field's pixels at a point of the field (pixel centres at .5), between neighbours linearly.</summary>
    public float At(float x, float y)
    {
        x = Math.Clamp(x - .5f, 0, Size - 1.001f);
        y = Math.Clamp(y - .5f, 0, Size - 1.001f);
        int column = (int)x, row = (int)y;
        float right = x - column, down = y - row;
        ref var corner = ref values[row * Size + column];
        float a = corner, b = System.Runtime.CompilerServices.Unsafe.Add(ref corner, 1);
        float c = System.Runtime.CompilerServices.Unsafe.Add(ref corner, Size), d = System.Runtime.CompilerServices.Unsafe.Add(ref corner, Size + 1);
        a += (b - a) * right;
        c += (d - c) * right;
        return (a + (c - a) * down - 128) * (1 / StepsPerPixel);
    }
}
