using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Export.Verification;

/// <summary>
/// Tells which one-sided detections are the work of rounding. Two that overlap and score the same to the last digits: rounding decides which
/// suppresses the other. Two that overlap by just the threshold: rounding decides whether one suppresses the other. What only one engine kept
/// suppresses others there in turn. A net that has learnt little gives many such cases: its scores and boxes are nearly those of the anchors.
/// </summary>
internal sealed class Ties
{
    /// <summary>How near to the threshold an overlap is a matter of rounding: boxes differ in the seventh digit, and are cut at the border.</summary>
    private const float OverlapTolerance = 1e-3f;

    private readonly IReadOnlyList<(DetectedObject? Left, DetectedObject? Right)> pairs;
    private readonly float tolerance;
    private readonly float? iouThreshold;
    private readonly HashSet<DetectedObject> explained = [];

    /// <summary>Looks for the explanations.</summary>
    /// <param name="pairs">Detections of both engines, null where the other has none like it.</param>
    /// <param name="tolerance">Scores that differ by no more are equal.</param>
    /// <param name="iouThreshold">Above it the better of two detections suppresses the other; null where it is not known.</param>
    public Ties(IReadOnlyList<(DetectedObject? Left, DetectedObject? Right)> pairs, float tolerance, float? iouThreshold)
    {
        (this.pairs, this.tolerance, this.iouThreshold) = (pairs, tolerance, iouThreshold);
        var open = pairs.Where(p => p.Left is null != p.Right is null).OrderByDescending(p => (p.Left ?? p.Right)!.Value.Score).ToList();
        for (var found = true; found;)
        {
            found = open.RemoveAll(one => IsExplained(one) && explained.Add((one.Left ?? one.Right)!.Value)) > 0;
        }

        Unexplained = [.. open.Select(p => (p.Left ?? p.Right)!.Value)];
    }

    /// <summary>One-sided detections without an explanation, by descending score.</summary>
    public IReadOnlyList<DetectedObject> Unexplained { get; }

    /// <summary>How many have one.</summary>
    public int Explained => explained.Count;

    private bool IsExplained((DetectedObject? Left, DetectedObject? Right) one)
    {
        var detection = (one.Left ?? one.Right)!.Value;
        foreach (var pair in pairs)
        {
            // What suppressed it is what the other engine kept: something as good, in the same place.
            if ((one.Left is null ? pair.Left : pair.Right) is not { } other
                || other.Score < detection.Score - tolerance || other.Box.IoU(detection.Box) is var overlap && overlap <= 0)
            {
                continue;
            }

            var onlyThere = (one.Left is null ? pair.Right : pair.Left) is null;
            var equal = onlyThere && other.Score <= detection.Score + tolerance;
            if (equal || (onlyThere && explained.Contains(other)) || (iouThreshold is { } limit && Math.Abs(overlap - limit) < OverlapTolerance))
            {
                return true;
            }
        }

        return false;
    }
}
