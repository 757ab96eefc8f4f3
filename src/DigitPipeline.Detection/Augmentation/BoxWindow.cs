using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>What becomes of boxes where a window is cut out of a picture, as the original's <c>box_list_ops</c> do it in float32.</summary>
public static class BoxWindow
{
    /// <summary>Whether no part of a box lies inside; a touching edge is outside.</summary>
    public static bool IsOutside(Box box, Box window) =>
        box.YMin >= window.YMax || box.XMin >= window.XMax || box.YMax <= window.YMin || box.XMax <= window.XMin;

    /// <summary>The box seen from the window: <c>[0, 0, 1, 1]</c> is the window itself.</summary>
    public static Box Reframe(Box box, Box window)
    {
        var (scaleY, scaleX) = (1f / (window.YMax - window.YMin), 1f / (window.XMax - window.XMin));
        return new Box(
            (box.YMin - window.YMin) * scaleY, (box.XMin - window.XMin) * scaleX, (box.YMax - window.YMin) * scaleY, (box.XMax - window.XMin) * scaleX);
    }

    /// <summary>The part of a box's area that lies inside; not a number for a box without area.</summary>
    public static float Covered(Box box, Box window) => box.Intersect(window).Area / ((box.YMax - box.YMin) * (box.XMax - box.XMin));

    /// <summary>
    /// The box in the window's frame; null where it lies outside, or less than <paramref name="leastCovered"/> of it inside.
    /// </summary>
    public static Box? Keep(Box box, Box window, float leastCovered, bool clip)
    {
        if (IsOutside(box, window) || !(Covered(box, window) >= leastCovered))
        {
            return null;
        }

        var moved = Reframe(box, window);
        return clip ? moved.Clip() : moved;
    }
}
