namespace DigitPipeline.Formats.Events;

/// <summary>
/// Counts of values in buckets of equal width, as TensorBoard's plugin stores them: a row of left edge, right edge and count for
/// each. A bucket holds its left edge, the last one its right edge too.
/// </summary>
public sealed class Histogram
{
    /// <summary>Columns of <see cref="Values"/>.</summary>
    public const int Columns = 3;

    private readonly double[] values;

    private Histogram(double[] values) => this.values = values;

    /// <summary>Number of buckets.</summary>
    public int BucketCount => values.Length / Columns;

    /// <summary>All rows, <c>[buckets, 3]</c> in row-major order.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>
    /// The histogram of finite numbers. Equal numbers all lie in the last bucket, whose edges are the number, as all edges; without
    /// a number everything is 0.
    /// </summary>
    /// <exception cref="ArgumentException">Less than one bucket, or a number that is not finite.</exception>
    public static Histogram Of(ReadOnlySpan<float> data, int buckets = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        var rows = new double[buckets * Columns];
        if (data.IsEmpty)
        {
            return new Histogram(rows);
        }

        var (low, high) = ((double)float.PositiveInfinity, (double)float.NegativeInfinity);
        foreach (var value in data)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException(FormattableString.Invariant($"{value} has no place in a histogram"), nameof(data));
            }

            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        var width = (high - low) / buckets;
        for (var i = 0; i < buckets; i++)
        {
            rows[i * Columns] = low + i * width;
            rows[i * Columns + 1] = i == buckets - 1 ? high : low + (i + 1) * width;
        }

        foreach (var value in data)
        {
            var bucket = width > 0 ? Math.Min((int)((value - low) / width), buckets - 1) : buckets - 1;
            rows[bucket * Columns + 2]++;
        }

        return new Histogram(rows);
    }
}
