using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>Measures variants of the same work in one run, so that their ratio holds on any machine.</summary>
internal abstract class Benchmark
{
    private const int Repetitions = 7;

    public abstract string Name { get; }

    /// <summary>Measures and prints the variants.</summary>
    public abstract void Run(TextWriter output);

    /// <summary>The median time of the work, after one run that does not count; <paramref name="before"/> is not measured.</summary>
    protected static TimeSpan Median(Action before, Action work)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i <= Repetitions; i++)
        {
            before();
            var start = Stopwatch.GetTimestamp();
            work();
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(Repetitions / 2);
    }

    /// <summary>A line with a time and how often it goes into the baseline.</summary>
    protected static string Line(string variant, TimeSpan time, TimeSpan baseline) => string.Create(CultureInfo.InvariantCulture,
        $"  {variant,-44} {time.TotalMilliseconds,10:F1} ms {baseline / time,8:F1} x");
}
