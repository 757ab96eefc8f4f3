namespace DigitPipeline.Evaluation.Coco;

/// <summary>
/// COCO's greedy matching: each detection, best score first, takes the free annotation with the highest IoU; on equal IoU the later one.
/// Annotations to be ignored are looked at only while no other fits, and crowds can be taken any number of times.
/// </summary>
internal static class CocoMatcher
{
    public static ImageMatch Match(long imageId, ClassInImage pair, AreaRange range)
    {
        var ignored = pair.Truths.Select(t => t.IsCrowd || range.Excludes(t.Area)).ToArray();
        var order = Enumerable.Range(0, ignored.Length).OrderBy(t => ignored[t]).ToArray();
        var truths = order.Select(t => pair.Truths[t]).ToArray();
        ignored = order.Select(t => ignored[t]).ToArray();

        var thresholds = CocoParameters.IoUThresholds;
        var detectionMatches = new long[thresholds.Count][];
        var truthMatches = new long[thresholds.Count][];
        var detectionIgnored = new bool[thresholds.Count][];
        for (var t = 0; t < thresholds.Count; t++)
        {
            var matches = detectionMatches[t] = new long[pair.Detections.Count];
            var taken = truthMatches[t] = new long[truths.Length];
            var leftOut = detectionIgnored[t] = new bool[pair.Detections.Count];
            for (var d = 0; d < pair.Detections.Count; d++)
            {
                var best = Best(pair, d, Math.Min(thresholds[t], 1 - 1e-10), order, truths, ignored, taken);
                if (best >= 0)
                {
                    leftOut[d] = ignored[best];
                    matches[d] = truths[best].Id;
                    taken[best] = pair.Detections[d].Id;
                }

                leftOut[d] |= matches[d] == 0 && range.Excludes(pair.Detections[d].Detection.Box.Area);
            }
        }

        return new ImageMatch(
            imageId,
            pair.Detections.Select(d => d.Id).ToArray(),
            pair.Detections.Select(d => d.Detection.Score).ToArray(),
            truths.Select(t => t.Id).ToArray(),
            ignored,
            detectionMatches,
            truthMatches,
            detectionIgnored);
    }

    private static int Best(
        ClassInImage pair, int detection, double threshold, int[] order, CocoAnnotation[] truths, bool[] ignored, long[] taken)
    {
        var best = -1;
        var highest = threshold;
        for (var t = 0; t < truths.Length; t++)
        {
            if (taken[t] > 0 && !truths[t].IsCrowd)
            {
                continue;
            }

            if (best >= 0 && !ignored[best] && ignored[t])
            {
                break;
            }

            // Not "greater or equal": an IoU that is NaN counts as a match in pycocotools.
            if (!(pair.IoU[detection, order[t]] < highest))
            {
                highest = pair.IoU[detection, order[t]];
                best = t;
            }
        }

        return best;
    }
}
