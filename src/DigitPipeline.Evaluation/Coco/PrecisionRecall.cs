namespace DigitPipeline.Evaluation.Coco;

/// <summary>Precision at 101 recall values, and the final recall, of one class, range of area and limit of detections.</summary>
internal static class PrecisionRecall
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Fills <paramref name="table"/> at the class, range and limit; leaves -1 where no annotation counts.</summary>
    public static void Accumulate(IReadOnlyList<ImageMatch> images, CocoTable table, int category, int area, int limit)
    {
        var most = CocoParameters.MaxDetections[limit];
        var positives = images.Sum(i => i.TruthIgnored.Count(ignored => !ignored));
        if (positives == 0)
        {
            return;
        }

        var places = images.SelectMany((image, i) => Enumerable.Range(0, Math.Min(most, image.Scores.Length)).Select(d => (Image: i, Detection: d)))
            .ToArray();
        var sorted = StableOrder.ByDescendingScore(places, p => images[p.Image].Scores[p.Detection]).Select(i => places[i]).ToArray();
        var recall = new double[sorted.Length];
        var precision = new double[sorted.Length];
        for (var t = 0; t < CocoParameters.IoUThresholds.Count; t++)
        {
            double right = 0, wrong = 0;
            for (var i = 0; i < sorted.Length; i++)
            {
                var (image, detection) = (images[sorted[i].Image], sorted[i].Detection);
                if (!image.DetectionIgnored[t][detection])
                {
                    if (image.DetectionMatches[t][detection] != 0)
                    {
                        right++;
                    }
                    else
                    {
                        wrong++;
                    }
                }

                recall[i] = right / positives;
                precision[i] = right / (wrong + right + Epsilon);
            }

            for (var i = sorted.Length - 1; i > 0; i--)
            {
                if (precision[i] > precision[i - 1])
                {
                    precision[i - 1] = precision[i];
                }
            }

            table.SetRecall(t, category, area, limit, sorted.Length > 0 ? recall[^1] : 0);
            var place = 0;
            for (var r = 0; r < CocoParameters.RecallThresholds.Count; r++)
            {
                while (place < sorted.Length && recall[place] < CocoParameters.RecallThresholds[r])
                {
                    place++;
                }

                var reached = place < sorted.Length;
                table.Set(
                    t, r, category, area, limit,
                    reached ? precision[place] : 0,
                    reached ? images[sorted[place].Image].Scores[sorted[place].Detection] : 0);
            }
        }
    }
}
