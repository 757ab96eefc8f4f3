using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Targets;

/// <summary>A box relative to an anchor: ty, tx, th, tw.</summary>
public readonly record struct BoxCode(float Y, float X, float Height, float Width);

/// <summary>
/// Faster R-CNN's box code (Ren et al. 2015) with scale factors: centre offsets in anchor sizes, logarithms of size ratios. The
/// Object Detection API adds 1e-8 to all sizes when encoding and nothing when decoding.
/// </summary>
public sealed record FasterRcnnBoxCoder(float YScale, float XScale, float HeightScale, float WidthScale)
{
    private const float Epsilon = 1e-8f;

    /// <summary>The code of <paramref name="box"/> at <paramref name="anchor"/>; a box with swapped corners gives NaN.</summary>
    public BoxCode Encode(Box box, Box anchor)
    {
        var (anchorHeight, anchorWidth) = (anchor.Height + Epsilon, anchor.Width + Epsilon);
        var (height, width) = (box.Height + Epsilon, box.Width + Epsilon);
        return new BoxCode(
            YScale * ((box.YMin + (box.Height / 2)) - (anchor.YMin + (anchor.Height / 2))) / anchorHeight,
            XScale * ((box.XMin + (box.Width / 2)) - (anchor.XMin + (anchor.Width / 2))) / anchorWidth,
            HeightScale * MathF.Log(height / anchorHeight),
            WidthScale * MathF.Log(width / anchorWidth));
    }

    /// <summary>The box of <paramref name="code"/> at <paramref name="anchor"/>, not clipped.</summary>
    public Box Decode(BoxCode code, Box anchor)
    {
        var y = (code.Y / YScale * anchor.Height) + anchor.YMin + (anchor.Height / 2);
        var x = (code.X / XScale * anchor.Width) + anchor.XMin + (anchor.Width / 2);
        var height = MathF.Exp(code.Height / HeightScale) * anchor.Height;
        var width = MathF.Exp(code.Width / WidthScale) * anchor.Width;
        return new Box(y - (height / 2), x - (width / 2), y + (height / 2), x + (width / 2));
    }
}
