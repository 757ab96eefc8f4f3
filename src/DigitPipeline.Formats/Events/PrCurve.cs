namespace DigitPipeline.Formats.Events;

/// <summary>
/// Precision and recall over the threshold of the score, as TensorBoard's plugin stores them: rows of true positives, false
/// positives, true negatives, false negatives, precision and recall; columns by rising threshold <c>i / (n - 1)</c>.
/// </summary>
public sealed class PrCurve
{
    /// <summary>Rows of <see cref="Values"/>.</summary>
    public const int Rows = 6;

    // Keeps a quotient with nothing in it at 0; the plugin's own constant.
    private const double SmallestCount = 1e-7;

    private readonly float[] values;

    private PrCurve(int thresholdCount, float[] values) => (ThresholdCount, this.values) = (thresholdCount, values);

    /// <summary>Number of thresholds.</summary>
    public int ThresholdCount { get; }

    /// <summary>All rows, <c>[6, thresholds]</c> in row-major order.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The curve of predictions in [0, 1] against what is true.</summary>
    /// <exception cref="ArgumentException">Other lengths, fewer than two thresholds, or a prediction outside of [0, 1].</exception>
    public static PrCurve Of(ReadOnlySpan<bool> labels, ReadOnlySpan<float> predictions, int thresholdCount)
    {
        var (right, wrong) = Count(labels, predictions, thresholdCount);
        return new PrCurve(thresholdCount, Table(right, wrong, positives: right[0], negatives: wrong[0]));
    }

    /// <summary>
    /// The curve of a detector: objects that it left unseen are missing at every threshold, and there are no true negatives.
    /// </summary>
    /// <param name="labels">Whether each detection is right.</param>
    /// <param name="scores">Their scores, in [0, 1].</param>
    /// <param name="objects">How many there are to find.</param>
    /// <param name="thresholdCount">Number of thresholds.</param>
    /// <exception cref="ArgumentException">As <see cref="Of"/>, or more right detections than objects.</exception>
    public static PrCurve OfDetections(ReadOnlySpan<bool> labels, ReadOnlySpan<float> scores, int objects, int thresholdCount)
    {
        var (right, wrong) = Count(labels, scores, thresholdCount);
        return right[0] <= objects
            ? new PrCurve(thresholdCount, Table(right, wrong, objects, negatives: null))
            : throw new ArgumentException(FormattableString.Invariant($"{right[0]} right detections of {objects} objects"), nameof(objects));
    }

    /// <summary>How many right and wrong predictions reach each threshold.</summary>
    private static (double[] Right, double[] Wrong) Count(ReadOnlySpan<bool> labels, ReadOnlySpan<float> predictions, int thresholdCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholdCount, 2);
        if (labels.Length != predictions.Length)
        {
            throw new ArgumentException($"{labels.Length} labels and {predictions.Length} predictions", nameof(labels));
        }

        var (right, wrong) = (new double[thresholdCount], new double[thresholdCount]);
        for (var i = 0; i < labels.Length; i++)
        {
            if (!(predictions[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"prediction {i} is {predictions[i]}"), nameof(predictions));
            }

            (labels[i] ? right : wrong)[(int)MathF.Floor(predictions[i] * (thresholdCount - 1))]++;
        }

        // A prediction counts at its own threshold and at all below.
        for (var i = thresholdCount - 2; i >= 0; i--)
        {
            right[i] += right[i + 1];
            wrong[i] += wrong[i + 1];
        }

        return (right, wrong);
    }

    private static float[] Table(double[] right, double[] wrong, double positives, double? negatives)
    {
        var count = right.Length;
        var table = new float[Rows * count];
        for (var i = 0; i < count; i++)
        {
            var (tp, fp) = (right[i], wrong[i]);
            var (tn, fn) = (negatives - fp ?? 0, positives - tp);
            double[] column = [tp, fp, tn, fn, tp / Math.Max(SmallestCount, tp + fp), tp / Math.Max(SmallestCount, tp + fn)];
            for (var row = 0; row < Rows; row++)
            {
                table[row * count + i] = (float)column[row];
            }
        }

        return table;
    }
}
