using System.Numerics;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>The colours of a scene's digits: one for all, one a row, or one each.</summary>
internal sealed class Palette(CounterRandom random, SceneOptions options)
{
    private readonly int scheme = random.NextDouble() switch { < .5 => 0, < .62 => 1, _ => 2 };
    private readonly double plain = random.Chance(.45) ? .95 : .15;
    private readonly double contrast = options.MinContrast + (random.Chance(.15) ? 0 : random.Uniform(15, 80));
    private readonly Dictionary<int, (Vector3 Main, Vector3 Other, Vector3 Rim)> chosen = [];

    /// <summary>Colours for a digit: its body's, a second one and its edge's.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="index">Its number in the scene.</param>
    /// <param name="behind">What is behind it.</param>
    /// <param name="style">How it is lettered.</param>
    public (Vector3 Main, Vector3 Other, Vector3 Rim) For(int row, int index, Vector3 behind, GlyphStyle style)
    {
        var key = scheme switch { 0 => 0, 1 => row, _ => index };
        var edged = style.HasEdge;
        var least = options.MinContrast + (style.IsFaint ? 25 : 0);
        if (chosen.TryGetValue(key, out var colours) && Colours.Contrast(edged ? colours.Rim : colours.Main, behind) > least)
        {
            return colours;
        }

        var wanted = Math.Max(contrast, least);
        var rim = Colours.Against(random, behind, wanted, .75);
        var main = edged ? Colours.Against(random, rim, wanted, .2) : Colours.Against(random, behind, wanted, scheme == 2 ? plain * .2 : plain);
        var other = Colours.Against(random, edged ? rim : behind, least * .8, .2);
        if (style.HasSides && Colours.Contrast(main, rim) < least)
        {
            rim = Colours.Against(random, main, least, .5);
        }

        return chosen[key] = (main, other, rim);
    }
}
