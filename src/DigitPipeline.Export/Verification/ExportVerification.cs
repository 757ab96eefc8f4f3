using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;

namespace DigitPipeline.Export.Verification;

/// <summary>
/// Compares what two engines detect in the same pictures. Detections are paired by class and place. Those next to the lowest score, or next to
/// the end of a full list, may appear on one side only, and so may those that <see cref="Ties"/> explains.
/// </summary>
public static class ExportVerification
{
    /// <summary>Compares.</summary>
    /// <param name="pictures">Pictures to try.</param>
    /// <param name="reference">The trained model.</param>
    /// <param name="exported">The exported model.</param>
    /// <param name="minScore">Detections below are not compared.</param>
    /// <param name="tolerance">Greatest difference of a box coordinate (normalised) or a score.</param>
    /// <param name="iouThreshold">Above it the better of two detections suppresses the other; null where it is not known.</param>
    public static ExportComparison Compare(
        IEnumerable<RgbImage> pictures,
        Func<RgbImage, IReadOnlyList<DetectedObject>> reference,
        Func<RgbImage, IReadOnlyList<DetectedObject>> exported,
        float minScore = .05f,
        float tolerance = 1e-4f,
        float? iouThreshold = null)
    {
        var (compared, images, unpaired, tied, box, score) = (0, 0, 0, 0, 0f, 0f);
        foreach (var picture in pictures)
        {
            var (left, right) = (reference(picture), exported(picture));
            var lowest = Lowest(left, right, minScore);
            var pairs = Pair(left, right);
            images++;
            foreach (var (a, b) in pairs)
            {
                if (a is { } one && b is { } other)
                {
                    compared++;
                    box = Math.Max(box, Difference(one.Box, other.Box));
                    score = Math.Max(score, Math.Abs(one.Score - other.Score));
                }
            }

            var ties = new Ties(pairs, tolerance, iouThreshold);
            unpaired += ties.Unexplained.Count(d => d.Score > lowest + tolerance);
            tied += ties.Explained;
        }

        return new ExportComparison(images, compared, unpaired, tied, box, score, tolerance);
    }

    // A full list ends where it must, not where the scores end: what follows may be on either side.
    private static float Lowest(IReadOnlyList<DetectedObject> left, IReadOnlyList<DetectedObject> right, float minScore) =>
        left.Count == 0 || left.Count != right.Count ? minScore : Math.Max(minScore, Math.Max(left[^1].Score, right[^1].Score));

    private static List<(DetectedObject? Left, DetectedObject? Right)> Pair(IReadOnlyList<DetectedObject> left, IReadOnlyList<DetectedObject> right)
    {
        var pairs = new List<(DetectedObject?, DetectedObject?)>();
        var taken = new bool[right.Count];
        foreach (var detection in left)
        {
            var best = Enumerable.Range(0, right.Count)
                .Where(i => !taken[i] && right[i].ClassId == detection.ClassId && Difference(right[i].Box, detection.Box) < .01f)
                .OrderBy(i => Difference(right[i].Box, detection.Box) + Math.Abs(right[i].Score - detection.Score)).Select(i => (int?)i).FirstOrDefault();
            if (best is { } found)
            {
                taken[found] = true;
            }

            pairs.Add((detection, best is { } place ? right[place] : null));
        }

        pairs.AddRange(right.Where((_, i) => !taken[i]).Select(d => ((DetectedObject?)null, (DetectedObject?)d)));
        return pairs;
    }

    private static float Difference(Box a, Box b) => Math.Max(
        Math.Max(Math.Abs(a.YMin - b.YMin), Math.Abs(a.XMin - b.XMin)), Math.Max(Math.Abs(a.YMax - b.YMax), Math.Abs(a.XMax - b.XMax)));
}
