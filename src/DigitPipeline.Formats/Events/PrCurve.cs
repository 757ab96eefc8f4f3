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
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholdCount, 2);
        if (labels.Length != predictions.Length)
        {
            throw new ArgumentException($"{labels.Length} labels and {predictions.Length} predictions", nameof(labels));
        }

        var truePositives = new double[thresholdCount];
        var falsePositives = new double[thresholdCount];
        for (var i = 0; i < labels.Length; i++)
        {
            if (!(predictions[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"prediction {i} is {predictions[i]}"), nameof(predictions));
            }

            var last = (int)MathF.Floor(predictions[i] * (thresholdCount - 1));
            (labels[i] ? truePositives : falsePositives)[last]++;
        }

        // A prediction counts at its own threshold and at all below.
        for (var i = thresholdCount - 2; i >= 0; i--)
        {
            truePositives[i] += truePositives[i + 1];
            falsePositives[i] += falsePositives[i + 1];
        }

        return new PrCurve(thresholdCount, Table(truePositives, falsePositives));
    }

    private static float[] Table(double[] truePositives, double[] falsePositives)
    {
        var count = truePositives.Length;
        var table = new float[Rows * count];
        for (var i = 0; i < count; i++)
        {
            var (tp, fp) = (truePositives[i], falsePositives[i]);
            var (tn, fn) = (falsePositives[0] - fp, truePositives[0] - tp);
            double[] column = [tp, fp, tn, fn, tp / Math.Max(SmallestCount, tp + fp), tp / Math.Max(SmallestCount, tp + fn)];
            for (var row = 0; row < Rows; row++)
            {
                table[row * count + i] = (float)column[row];
            }
        }

        return table;
    }
}
