namespace DigitPipeline.Evaluation.Report;

/// <summary>An axis of a chart: its range and where its ticks are.</summary>
internal sealed record Axis(double From, double To, bool Logarithmic, IReadOnlyList<double> Ticks)
{
    /// <summary>An axis that holds all values, or a given range.</summary>
    public static Axis Over(IEnumerable<double> values, (double From, double To)? range, bool logarithmic)
    {
        var shown = values.Where(v => double.IsFinite(v) && (!logarithmic || v > 0)).ToArray();
        var (from, to) = range ?? (shown.Length == 0 ? (0, 1) : (shown.Min(), shown.Max()));
        if (logarithmic && from > 0)
        {
            to = Math.Max(to, from * 1.01);
            return new Axis(from, to, true, Decades(from, to));
        }

        if (!(to > from))
        {
            to = from + Math.Max(1, Math.Abs(from));
        }

        var step = NiceStep((to - from) / 5);
        var first = (long)Math.Ceiling(from / step - 1e-9);
        var last = (long)Math.Floor(to / step + 1e-9);
        return new Axis(from, to, false, [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)]);
    }

    /// <summary>Position of a value, 0 at the start and 1 at the end; values outside are put on the nearer end.</summary>
    public double Place(double value)
    {
        var place = Logarithmic ? Math.Log(Math.Max(value, From) / From) / Math.Log(To / From) : (value - From) / (To - From);
        return Math.Clamp(place, 0, 1);
    }

    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static double[] Decades(double from, double to)
    {
        double[] steps = [1, 2, 5];
        var exponents = Enumerable.Range((int)Math.Floor(Math.Log10(from)), (int)(Math.Ceiling(Math.Log10(to)) - Math.Floor(Math.Log10(from))) + 1).ToArray();
        return [.. exponents.SelectMany(e => (exponents.Length > 4 ? steps[..1] : steps).Select(s => s * Math.Pow(10, e))).Where(t => t >= from && t <= to)];
    }
}
