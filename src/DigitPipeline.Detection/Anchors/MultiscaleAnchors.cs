using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Anchors;

/// <summary>
/// The Object Detection API's multiscale anchor generator: at each cell of each level, every aspect ratio (width / height) in
/// every scale 2^(k / scalesPerOctave), ratio-major.
/// </summary>
/// <param name="MinLevel">Finest level; stride 2^level.</param>
/// <param name="MaxLevel">Coarsest level.</param>
/// <param name="Scale">Side of the smallest square anchor in strides.</param>
/// <param name="AspectRatios">Ratios in the config's order.</param>
/// <param name="ScalesPerOctave">Scales in an octave.</param>
public sealed record MultiscaleAnchors(int MinLevel, int MaxLevel, float Scale, IReadOnlyList<float> AspectRatios, int ScalesPerOctave)
{
    /// <summary>The network pads its input up to multiples of this, below and to the right; the grids cover the padding as well.</summary>
    public int PadToMultiple { get; init; } = 1;

    /// <summary>Anchors at each place.</summary>
    public int PerCell => AspectRatios.Count * ScalesPerOctave;

    /// <summary>
    /// All anchors of an input of this size, normalised and not clipped: levels ascending, rows, columns, then anchors of the cell.
    /// A side that the stride does not divide has its centres at multiples of the stride, not in the middle of the cells.
    /// </summary>
    public Box[] Generate(int height, int width)
    {
        var anchors = new List<Box>();
        var (toHeight, toWidth) = (1f / height, 1f / width);
        for (var level = MinLevel; level <= MaxLevel; level++)
        {
            var stride = 1 << level;
            var (rows, columns) = (Cells(height, stride), Cells(width, stride));
            var offsetY = height % stride == 0 || height == 1 ? stride / 2f : 0;
            var offsetX = width % stride == 0 || width == 1 ? stride / 2f : 0;
            var sizes = Sizes(stride);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var (y, x) = ((row * stride) + offsetY, (column * stride) + offsetX);
                    foreach (var (high, wide) in sizes)
                    {
                        anchors.Add(new Box(
                            (y - (.5f * high)) * toHeight, (x - (.5f * wide)) * toWidth, (y + (.5f * high)) * toHeight, (x + (.5f * wide)) * toWidth));
                    }
                }
            }
        }

        return [.. anchors];
    }

    private int Cells(int length, int stride) =>
        ((length + PadToMultiple - 1) / PadToMultiple * PadToMultiple + stride - 1) / stride;

    private (float Height, float Width)[] Sizes(int stride) =>
    [
        .. from ratio in AspectRatios
           from k in Enumerable.Range(0, ScalesPerOctave)
           let side = Scale * stride * (float)Math.Pow(2, (double)k / ScalesPerOctave)
           let root = MathF.Sqrt(ratio)
           select (side / root, side * root),
    ];
}
