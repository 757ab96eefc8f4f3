namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>The detections of a class that count, each right or wrong, and how many objects there are to find.</summary>
/// <param name="Labels">In any order.</param>
/// <param name="Positives">Objects to find.</param>
internal sealed record RankedDetections(IReadOnlyList<(double Score, bool Right)> Labels, int Positives)
{
    private const double Threshold = .5;

    /// <summary>Matches the detections of a class, picture by picture: each looks at the object with the highest IoU alone.</summary>
    public static RankedDetections Of(IEnumerable<PascalVocImage> images, int classId, PascalVocRules rules)
    {
        var labels = new List<(double Score, bool Right)>();
        var positives = 0;
        foreach (var image in images)
        {
            var ofClass = image.Truths.Where(t => t.ClassId == classId).ToLookup(t => rules.KnowsGroups && t.GroupOf);
            var (truths, groups) = (ofClass[false].ToArray(), ofClass[true].ToArray());
            positives += truths.Count(t => !LeftOut(t, rules));
            var taken = new bool[truths.Length];
            var found = image.Detections.Where(d => d.ClassId == classId).ToArray();
            foreach (var detection in QuickOrder.Descending([.. found.Select(d => d.Score)]).Select(place => found[place]))
            {
                var best = Best(detection.Box, truths);
                if (best >= 0 && LeftOut(truths[best], rules))
                {
                    continue;
                }

                var right = best >= 0 && !taken[best];
                if (right)
                {
                    taken[best] = true;
                }

                if (right || !groups.Any(group => detection.Box.Covered(group.Box) >= Threshold))
                {
                    labels.Add((detection.Score, right));
                }
            }
        }

        return new RankedDetections(labels, positives);
    }

    /// <summary>Those of several classes as one.</summary>
    public static RankedDetections Pooled(IReadOnlyCollection<RankedDetections> classes) =>
        new([.. classes.SelectMany(one => one.Labels)], classes.Sum(one => one.Positives));

    /// <summary>Area under the interpolated precision at every recall; NaN where there is nothing to find.</summary>
    public double AveragePrecision()
    {
        if (Positives == 0)
        {
            return double.NaN;
        }

        bool[] right = [.. QuickOrder.Descending([.. Labels.Select(label => label.Score)]).Select(place => Labels[place].Right)];
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
                area += ((double)(found + 1) / Positives - (double)found / Positives) * precision[i];
                found++;
            }
        }

        return area;
    }

    private static bool LeftOut(PascalVocTruth truth, PascalVocRules rules) => rules.LeavesOutDifficult && truth.Difficult;

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

        return highest >= Threshold ? best : -1;
    }
}
