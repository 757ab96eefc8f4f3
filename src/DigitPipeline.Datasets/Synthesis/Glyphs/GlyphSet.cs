namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>Glyphs that belong together: the ten digits of a font face or of one person's hand, or the signs of a face.</summary>
/// <param name="Name">Where they come from, unique in the library.</param>
/// <param name="Family">Relatives share it; a whole family is on one side of the split.</param>
/// <param name="Glyphs">For digits: ten times the same number of variants, all of a digit's variants in a row.</param>
internal sealed record GlyphSet(string Name, string Family, IReadOnlyList<Glyph> Glyphs)
{
    private readonly Lazy<bool> plain = new(() => Glyphs.All(glyph => glyph.Field.Topology.IsOf(glyph.Digit)));

    /// <summary>Whether each digit is in one piece, with the holes that it should have.</summary>
    public bool IsPlain => plain.Value;

    /// <summary>Some variant of a digit.</summary>
    public Glyph Digit(int digit, int variant)
    {
        var variants = Glyphs.Count / 10;
        return Glyphs[digit * variants + variant % variants];
    }
}
