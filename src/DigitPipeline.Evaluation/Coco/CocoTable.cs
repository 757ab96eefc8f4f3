namespace DigitPipeline.Evaluation.Coco;

/// <summary>
/// The accumulated numbers in pycocotools' layout: precision and scores <c>[threshold, recall, class, area, limit]</c>, recall
/// <c>[threshold, class, area, limit]</c>, row-major; -1 where no annotation counts.
/// </summary>
public sealed class CocoTable
{
    private static readonly int Thresholds = CocoParameters.IoUThresholds.Count;
    private static readonly int Recalls = CocoParameters.RecallThresholds.Count;
    private static readonly int Areas = CocoParameters.AreaRanges.Count;
    private static readonly int Limits = CocoParameters.MaxDetections.Count;
    private readonly int classes;
    private readonly double[] precision;
    private readonly double[] scores;
    private readonly double[] recall;

    internal CocoTable(int classes)
    {
        this.classes = classes;
        precision = new double[Thresholds * Recalls * classes * Areas * Limits];
        scores = new double[precision.Length];
        recall = new double[Thresholds * classes * Areas * Limits];
        Array.Fill(precision, -1);
        Array.Fill(scores, -1);
        Array.Fill(recall, -1);
    }

    /// <summary>Precision, not less than any at a higher recall; 0 where the recall is not reached.</summary>
    public ReadOnlySpan<double> Precision => precision;

    /// <summary>Score of the detection at which the recall is reached; 0 where it is not.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>Recall with all detections within the limit.</summary>
    public ReadOnlySpan<double> Recall => recall;

    /// <summary>Precision at one place.</summary>
    public double PrecisionAt(int threshold, int recallIndex, int category, int area, int limit) =>
        precision[Place(threshold, recallIndex, category, area, limit)];

    /// <summary>
    /// Mean precision over thresholds (or one of them), recall values and classes (or one of them); -1 where no class has annotations.
    /// </summary>
    public double AveragePrecision(int? threshold = null, int? category = null, int area = 0, int limit = 2)
    {
        var values = new List<double>();
        for (var t = threshold ?? 0; t < (threshold + 1 ?? Thresholds); t++)
        {
            for (var r = 0; r < Recalls; r++)
            {
                for (var k = category ?? 0; k < (category + 1 ?? classes); k++)
                {
                    values.Add(precision[Place(t, r, k, area, limit)]);
                }
            }
        }

        return MeanOfValid(values);
    }

    /// <summary>Mean recall over thresholds and classes (or one of them); -1 where no class has annotations.</summary>
    public double AverageRecall(int? category = null, int area = 0, int limit = 2)
    {
        var values = new List<double>();
        for (var t = 0; t < Thresholds; t++)
        {
            for (var k = category ?? 0; k < (category + 1 ?? classes); k++)
            {
                values.Add(recall[Place(t, k, area, limit)]);
            }
        }

        return MeanOfValid(values);
    }

    internal void Set(int threshold, int recallIndex, int category, int area, int limit, double precisionValue, double score)
    {
        var place = Place(threshold, recallIndex, category, area, limit);
        (precision[place], scores[place]) = (precisionValue, score);
    }

    internal void SetRecall(int threshold, int category, int area, int limit, double value) =>
        recall[Place(threshold, category, area, limit)] = value;

    private static double MeanOfValid(List<double> values)
    {
        values.RemoveAll(v => !(v > -1));
        return values.Count == 0 ? -1 : PairwiseSum.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)) / values.Count;
    }

    private int Place(int threshold, int recallIndex, int category, int area, int limit) =>
        (((threshold * Recalls + recallIndex) * classes + category) * Areas + area) * Limits + limit;

    private int Place(int threshold, int category, int area, int limit) => ((threshold * classes + category) * Areas + area) * Limits + limit;
}
