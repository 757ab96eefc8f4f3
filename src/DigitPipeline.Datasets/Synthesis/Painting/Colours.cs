using System.Numerics;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Synthesis.Painting;

/// <summary>Colours as people choose them: red, green, blue from 0 to 255.</summary>
internal static class Colours
{
    /// <summary>White.</summary>
    public static Vector3 White { get; } = new(255);

    /// <summary>From hue, saturation and value, each in [0, 1].</summary>
    public static Vector3 Hsv(double hue, double saturation, double value)
    {
        return new(Channel(5), Channel(3), Channel(1));

        float Channel(int shift)
        {
            var k = (shift + hue * 6) % 6;
            return (float)(255 * (value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
    }

    /// <summary>Grey of the same brightness, from 0 to 255.</summary>
    public static float Luma(Vector3 colour) => Vector3.Dot(colour, new(.299f, .587f, .114f));

    /// <summary>How far apart two colours look, from 0 to 255: brightness counts most.</summary>
    public static float Contrast(Vector3 a, Vector3 b)
    {
        var difference = Vector3.Abs(a - b);
        return Math.Max(Math.Abs(Luma(a) - Luma(b)), Vector3.Dot(difference, new(.3f, .4f, .3f)) * .8f);
    }

    /// <summary>A colour of paint, pen or print.</summary>
    public static Vector3 Any(CounterRandom random) => random.NextDouble() switch
    {
        < .2 => new((float)random.Uniform(0, 255)),
        < .7 => Hsv(random.NextDouble(), random.Uniform(.55, 1), random.Uniform(.45, 1)),
        _ => Hsv(random.NextDouble(), random.Uniform(.15, .6), random.Uniform(.3, 1)),
    };

    /// <summary>A colour that stands out from what is behind it by <paramref name="least"/> at least, where 12 trials find one.</summary>
    public static Vector3 Against(CounterRandom random, Vector3 behind, double least, double plain)
    {
        for (var trial = 0; trial < 12; trial++)
        {
            var colour = random.Chance(plain) ? Plain(random, behind) : Any(random);
            if (Contrast(colour, behind) > least)
            {
                return colour;
            }
        }

        return Luma(behind) > 125 ? Vector3.Zero : White;
    }

    private static Vector3 Plain(CounterRandom random, Vector3 behind) => new((float)(Luma(behind) > 125 ? random.Uniform(0, 70) : random.Uniform(190, 255)));
}
