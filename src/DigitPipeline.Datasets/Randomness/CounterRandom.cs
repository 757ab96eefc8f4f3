namespace DigitPipeline.Datasets.Randomness;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, purpose, step, sample): no state survives between streams, so a
/// training that is resumed at any step draws what an undisturbed one would. The n-th number of a stream is the SplitMix64
/// finaliser of its key plus n times the golden ratio (Steele, Lea and Flood 2014).
/// </summary>
public sealed class CounterRandom
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private readonly ulong key;
    private ulong counter;

    private CounterRandom(ulong key) => this.key = key;

    /// <summary>The stream for one purpose at one place of a run.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, such as <c>scene</c> or <c>augment</c>.</param>
    /// <param name="step">Training step or picture number.</param>
    /// <param name="sample">Position in the batch.</param>
    public static CounterRandom For(ulong seed, string purpose, long step = 0, long sample = 0)
    {
        var key = Mix(seed + GoldenRatio);
        foreach (var letter in purpose)
        {
            key = Mix(key ^ (letter + GoldenRatio));
        }

        key = Mix(key ^ Mix((ulong)step + unchecked(2 * GoldenRatio)));
        return new CounterRandom(Mix(key ^ Mix((ulong)sample + unchecked(3 * GoldenRatio))));
    }

    /// <summary>A stream of its own for a part of this one's work; this stream does not advance.</summary>
    public CounterRandom Fork(ulong part) => new(Mix(key ^ Mix(part + unchecked(4 * GoldenRatio))));

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(key + ++counter * GoldenRatio);

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform integer in [0, count).</summary>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextUInt64(), (ulong)count, out _);
    }

    /// <summary>Uniform integer in [low, high).</summary>
    public int Next(int low, int high) => low + Next(high - low);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
