using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Detection.PostProcessing;

/// <summary>
/// Soft non-maximum suppression (Bodla et al. 2017), as TensorFlow's <c>non_max_suppression_with_scores</c>: a kept box multiplies
/// the scores of the rest by exp(-IoU^2 / (2 sigma)), so that what overlaps comes later instead of never.
/// </summary>
public static class SoftNonMaxSuppression
{
    /// <summary>The kept boxes with the scores that they have when they are kept, best first; ties go to the lower index.</summary>
    /// <param name="boxes">Boxes in any coordinates.</param>
    /// <param name="scores">One score a box.</param>
    /// <param name="scoreThreshold">Lower limit of a score, not included, however often it is multiplied.</param>
    /// <param name="sigma">Greater is softer.</param>
    /// <param name="limit">Most boxes to keep.</param>
    public static List<(int Index, float Score)> Select(
        ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, float scoreThreshold, float sigma, int limit)
    {
        var scale = -.5f / sigma;
        var candidates = new PriorityQueue<(int Index, int Seen), (float Score, int Index)>(BestFirst.Instance);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > scoreThreshold)
            {
                candidates.Enqueue((i, 0), (scores[i], i));
            }
        }

        var kept = new List<(int Index, float Score)>();
        while (kept.Count < limit && candidates.TryDequeue(out var candidate, out var priority))
        {
            // Only boxes kept since the candidate was last looked at are new to it.
            var score = priority.Score;
            for (var k = kept.Count - 1; k >= candidate.Seen && score > scoreThreshold; k--)
            {
                var iou = NonMaxSuppression.IoU(boxes[candidate.Index], boxes[kept[k].Index]);
                score *= MathF.Exp(scale * iou * iou);
            }

            if (score == priority.Score)
            {
                kept.Add((candidate.Index, score));
            }
            else if (score > scoreThreshold)
            {
                candidates.Enqueue((candidate.Index, kept.Count), (score, candidate.Index));
            }
        }

        return kept;
    }

    private sealed class BestFirst : IComparer<(float Score, int Index)>
    {
        public static BestFirst Instance { get; } = new();

        public int Compare((float Score, int Index) x, (float Score, int Index) y) =>
            x.Score == y.Score ? x.Index.CompareTo(y.Index) : y.Score.CompareTo(x.Score);
    }
}
