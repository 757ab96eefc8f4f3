using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Surfaces;

/// <summary>
/// Parameters of backgrounds. Every range is cut into 24 parts of which training takes the lower halves and test the upper ones, and
/// each split has textures of its own: no background of one can occur in the other.
/// </summary>
internal sealed class SurfaceRandom(CounterRandom random, GlyphSplit split)
{
    private const int Parts = 24;

    /// <summary>Whose backgrounds these are.</summary>
    public GlyphSplit Split => split;

    /// <summary>A value of the split's parts of [low, high).</summary>
    public float Uniform(double low, double high) =>
        (float)(low + (high - low) * (random.Next(Parts) + (split == GlyphSplit.Test ? .5 : 0) + .5 * random.NextDouble()) / Parts);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => random.Chance(probability);

    /// <summary>Uniform integer in [0, count).</summary>
    public int Next(int count) => random.Next(count);

    /// <summary>A texture of the split.</summary>
    public Grain Grain(bool fine) => Painting.Grain.Of(split, fine, random.Next(3));

    /// <summary>White as a scanner or a drawing program leaves it.</summary>
    public Vector3 White() => new(split == GlyphSplit.Train ? 255 : 252);

    /// <summary>A colour of the given saturation and value.</summary>
    public Vector3 Colour(double leastSaturation, double mostSaturation, double leastValue, double mostValue) =>
        Colours.Hsv(Uniform(0, 1), Uniform(leastSaturation, mostSaturation), Uniform(leastValue, mostValue));

    /// <summary>Any colour for a printed or painted ground.</summary>
    public Vector3 Ground() => random.NextDouble() switch
    {
        < .4 => Colour(0, .25, .82, 1),
        < .75 => Colour(.2, 1, .35, 1),
        _ => Colour(0, .6, .03, .3),
    };
}
