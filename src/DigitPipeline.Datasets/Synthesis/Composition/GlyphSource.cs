using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Datasets.Synthesis.Glyphs;

namespace DigitPipeline.Datasets.Synthesis.Composition;

/// <summary>Whose digits a scene shows: one face, hand or the pool of samples for all, or another one by row or by digit.</summary>
internal sealed class GlyphSource
{
    private readonly GlyphPool pool;
    private readonly CounterRandom random;
    private readonly GlyphSet[] byRow;
    private readonly double wander;
    private readonly bool plainFaces;
    private readonly GlyphSet signs;

    /// <summary>Chooses for a scene.</summary>
    public GlyphSource(CounterRandom random, GlyphPool pool, SceneOptions options)
    {
        (this.random, this.pool) = (random, pool);
        plainFaces = options.PlainFaces;
        var kind = random.NextDouble();
        IsSampled = kind < options.HandwritingShare;
        IsWritten = kind < options.HandwritingShare + options.PenShare;
        byRow = new GlyphSet[random.Chance(.16) ? 8 : 1];
        for (var i = 0; i < byRow.Length; i++)
        {
            byRow[i] = Pick();
        }

        wander = random.Chance(.1) ? random.Uniform(.2, 1) : 0;
        signs = pool.Signs[random.Next(pool.Signs.Count)];
    }

    /// <summary>Whether the digits are by hand.</summary>
    public bool IsWritten { get; }

    private bool IsSampled { get; }

    /// <summary>A glyph for a digit, or for the sign that stands for any.</summary>
    public Glyph Next(char letter, int row) => letter is >= '0' and <= '9'
        ? (random.Chance(wander) ? Pick() : byRow[row % byRow.Length]).Digit(letter - '0', random.Next(1 << 20))
        : Sign();

    /// <summary>A letter or sign.</summary>
    public Glyph Sign() => signs.Glyphs[random.Next(signs.Glyphs.Count)];

    private GlyphSet Pick()
    {
        const int Trials = 64;
        var picked = PickAny();
        for (var trial = 1; trial < Trials && plainFaces && !IsWritten && !picked.IsPlain; trial++)
        {
            picked = PickAny();
        }

        return picked;
    }

    private GlyphSet PickAny()
    {
        if (IsSampled)
        {
            return pool.Samples;
        }

        if (IsWritten)
        {
            return pool.Hands[random.Next(pool.Hands.Count)];
        }

        var family = pool.Families[random.Next(pool.Families.Count)];
        return random.Chance(.6) ? family[random.Next(family.Count)] : pool.Faces[random.Next(pool.Faces.Count)];
    }
}
