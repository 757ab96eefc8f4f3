namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>
/// Pascal VOC's average precision at IoU .5 as the Object Detection API's <c>PascalDetectionEvaluator</c> computes it: area under the
/// interpolated precision at every recall (VOC 2010 and later). Difficult objects need not be found.
/// </summary>
public static class PascalVocEvaluator
{
    private const double IoUThreshold = .5;

    /// <summary>
    /// Average precision of one class over all pictures; NaN where no object counts. Detections of equal score keep their order.
    /// </summary>
    public static double AveragePrecision(IEnumerable<PascalVocImage> images, int classId)
    {
        var labels = new List<(double Score, bool Right)>();
        var positives = 0;
        foreach (var image in images)
        {
            var truths = image.Truths.Where(t => t.ClassId == classId).ToArray();
            positives += truths.Count(t => !t.Difficult);
            var taken = new bool[truths.Length];
            foreach (var detection in image.Detections.Where(d => d.ClassId == classId).OrderByDescending(d => d.Score))
            {
                var best = Best(detection.Box, truths);
                if (best < 0)
                {
                    labels.Add((detection.Score, false));
                }
                else if (!truths[best].Difficult)
                {
                    labels.Add((detection.Score, !taken[best]));
                    taken[best] = true;
                }
            }
        }

        return positives == 0 ? double.NaN : Area([.. labels.OrderByDescending(l => l.Score).Select(l => l.Right)], positives);
    }

    /// <summary>Mean over the classes that have an average precision; NaN where none has.</summary>
    public static double MeanAveragePrecision(IReadOnlyList<PascalVocImage> images, IEnumerable<int> classIds) =>
        classIds.Select(c => AveragePrecision(images, c)).Where(ap => !double.IsNaN(ap)).DefaultIfEmpty(double.NaN).Average();

    private static int Best(PascalVocBox box, PascalVocTruth[] truths)
    {
        var best = -1;
        var highest = double.NegativeInfinity;
        for (var t = 0; t < truths.Length; t++)
        {
            if (box.IoU(truths[t].Box) is var iou && iou > highest)
            {
                (best, highest) = (t, iou);
            }
        }

        return highest >= IoUThreshold ? best : -1;
    }

    private static double Area(bool[] right, int positives)
    {
        var precision = new double[right.Length];
        var found = 0;
        for (var i = 0; i < right.Length; i++)
        {
            found += right[i] ? 1 : 0;
            precision[i] = (double)found / (i + 1);
        }

        for (var i = right.Length - 2; i >= 0; i--)
        {
            precision[i] = Math.Max(precision[i], precision[i + 1]);
        }

        var area = 0.0;
        found = 0;
        for (var i = 0; i < right.Length; i++)
        {
            if (right[i])
            {
                area += ((double)(found + 1) / positives - (double)found / positives) * precision[i];
                found++;
            }
        }

        return area;
    }
}
