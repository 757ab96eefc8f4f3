namespace DigitPipeline.Evaluation.Coco;

/// <summary>
/// A sum in numpy's order: halves down to 128 numbers, eight running sums inside such a block. A plain sum differs in the last digits,
/// and COCO numbers are compared digit by digit.
/// </summary>
internal static class PairwiseSum
{
    private const int Block = 128;

    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length < 8)
        {
            var few = 0.0;
            foreach (var value in values)
            {
                few += value;
            }

            return few;
        }

        if (values.Length > Block)
        {
            var half = values.Length / 2;
            half -= half % 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        Span<double> running = stackalloc double[8];
        values[..8].CopyTo(running);
        var i = 8;
        for (; i < values.Length - values.Length % 8; i += 8)
        {
            for (var lane = 0; lane < 8; lane++)
            {
                running[lane] += values[i + lane];
            }
        }

        var sum = ((running[0] + running[1]) + (running[2] + running[3])) + ((running[4] + running[5]) + (running[6] + running[7]));
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
