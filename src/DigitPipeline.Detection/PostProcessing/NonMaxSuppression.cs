using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.PostProcessing;

/// <summary>Greedy non-maximum suppression, as TensorFlow's <c>non_max_suppression</c>.</summary>
public static class NonMaxSuppression
{
    /// <summary>The kept boxes, best first; of equal scores the lower index comes first.</summary>
    /// <param name="boxes">Boxes in any coordinates.</param>
    /// <param name="scores">One score a box; only those above <paramref name="scoreThreshold"/> are candidates.</param>
    /// <param name="scoreThreshold">Lower limit, not included.</param>
    /// <param name="iouThreshold">Highest IoU with a kept box.</param>
    /// <param name="limit">Most boxes to keep.</param>
    public static List<int> Select(
        ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, float scoreThreshold, float iouThreshold, int limit)
    {
        var candidates = new List<(float Score, int Index)>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > scoreThreshold)
            {
                candidates.Add((scores[i], i));
            }
        }

        candidates.Sort((a, b) => a.Score == b.Score ? a.Index.CompareTo(b.Index) : b.Score.CompareTo(a.Score));
        var kept = new List<int>();
        foreach (var (_, candidate) in candidates)
        {
            if (kept.Count == limit)
            {
                break;
            }

            var free = true;
            for (var k = 0; k < kept.Count && free; k++)
            {
                free = IoU(boxes[kept[k]], boxes[candidate]) <= iouThreshold;
            }

            if (free)
            {
                kept.Add(candidate);
            }
        }

        return kept;
    }

    /// <summary>Intersection over union whatever the order of the corners; 0 where a box is empty.</summary>
    public static float IoU(in Box a, in Box b)
    {
        var (first, second) = (Ordered(a), Ordered(b));
        var (firstArea, secondArea) = (first.Height * first.Width, second.Height * second.Width);
        if (firstArea <= 0 || secondArea <= 0)
        {
            return 0;
        }

        var shared = first.Intersect(second).Area;
        return shared / (firstArea + secondArea - shared);
    }

    private static Box Ordered(in Box box) => new(
        MathF.Min(box.YMin, box.YMax), MathF.Min(box.XMin, box.XMax), MathF.Max(box.YMin, box.YMax), MathF.Max(box.XMin, box.XMax));
}
