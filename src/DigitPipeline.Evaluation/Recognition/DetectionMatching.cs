using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Evaluation.Recognition;

/// <summary>
/// One-to-one matching of a picture's detections to its objects, whatever their classes: by descending score, each detection takes the free
/// object with the highest IoU. Equal scores keep their order; of equal IoUs the first object is taken.
/// </summary>
public static class DetectionMatching
{
    /// <summary>Matches the detections that reach a score at the IoU that counts as found.</summary>
    /// <returns>One entry a detection (by descending score), then one an object that was not found, in their order.</returns>
    public static IReadOnlyList<MatchedPair> Match(
        IReadOnlyList<GroundTruth> objects, IReadOnlyList<DetectedObject> detections, double minScore = .5, double minIoU = .5)
    {
        var pairs = new List<MatchedPair>();
        var taken = new bool[objects.Count];
        foreach (var detection in detections.Where(d => d.Score >= minScore).OrderByDescending(d => d.Score))
        {
            var best = -1;
            var highest = 0.0;
            for (var i = 0; i < objects.Count; i++)
            {
                var iou = IoU(objects[i].Box, detection.Box);
                if (!taken[i] && iou >= minIoU && iou > highest)
                {
                    (best, highest) = (i, iou);
                }
            }

            if (best >= 0)
            {
                taken[best] = true;
            }

            pairs.Add(new MatchedPair(best >= 0 ? objects[best] : null, detection));
        }

        pairs.AddRange(objects.Where((_, i) => !taken[i]).Select(o => new MatchedPair(o, null)));
        return pairs;
    }

    // In double: an IoU of exactly one half must not fall on either side by rounding to float.
    private static double IoU(Box a, Box b)
    {
        var height = Math.Min((double)a.YMax, b.YMax) - Math.Max((double)a.YMin, b.YMin);
        var width = Math.Min((double)a.XMax, b.XMax) - Math.Max((double)a.XMin, b.XMin);
        if (height <= 0 || width <= 0)
        {
            return 0;
        }

        var shared = height * width;
        return shared / (Area(a) + Area(b) - shared);
    }

    private static double Area(Box box) => ((double)box.YMax - box.YMin) * ((double)box.XMax - box.XMin);
}

/// <summary>An object with its detection; one of them is missing for a missed object or a false detection.</summary>
public readonly record struct MatchedPair(GroundTruth? Truth, DetectedObject? Detection)
{
    /// <summary>Found, and with its class.</summary>
    public bool IsRight => Truth is { } truth && Detection is { } detection && truth.ClassId == detection.ClassId;

    /// <summary>A detection where there is no object.</summary>
    public bool IsFalse => Truth is null;

    /// <summary>An object without a detection.</summary>
    public bool IsMissed => Detection is null;
}
