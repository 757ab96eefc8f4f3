using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.Augmentation;

/// <summary>A picture on its way through the original's augmentations.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Values"><c>[height, width, 3]</c>, 0 to 255.</param>
/// <param name="Objects">What is in it; boxes are normalised and may reach beyond the picture.</param>
public sealed record AugmentedPicture(int Height, int Width, float[] Values, IReadOnlyList<GroundTruth> Objects)
{
    /// <summary>The objects with other boxes.</summary>
    /// <param name="move">The new box; null removes the object.</param>
    public IReadOnlyList<GroundTruth> MoveObjects(Func<Box, Box?> move)
    {
        var moved = new List<GroundTruth>(Objects.Count);
        foreach (var item in Objects)
        {
            if (move(item.Box) is { } box)
            {
                moved.Add(item with { Box = box });
            }
        }

        return moved;
    }
}
