namespace DigitPipeline.Export.Bundle;

/// <summary>The 95 % confidence interval of a rate (Wilson 1927).</summary>
public static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    /// <summary>Lower and upper limit; 0 and 1 where nothing was counted.</summary>
    public static (double Low, double High) Of(int right, int total)
    {
        if (total == 0)
        {
            return (0, 1);
        }

        var (rate, square) = ((double)right / total, Z * Z / total);
        var centre = (rate + square / 2) / (1 + square);
        var half = Z / (1 + square) * Math.Sqrt(rate * (1 - rate) / total + square / (4.0 * total));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
