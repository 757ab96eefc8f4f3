namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>What a split's scenes are made of.</summary>
/// <param name="Faces">Font faces.</param>
/// <param name="Families">The same faces by family, so that a rare family is not drowned by one with fifty faces.</param>
/// <param name="Hands">Imagined hands.</param>
/// <param name="Samples">Scanned handwriting: all samples of the split, a set with many variants a digit.</param>
/// <param name="Signs">Letters and signs that are no digits, a set a face.</param>
internal sealed record GlyphPool(
    IReadOnlyList<GlyphSet> Faces, IReadOnlyList<IReadOnlyList<GlyphSet>> Families, IReadOnlyList<GlyphSet> Hands, GlyphSet Samples, IReadOnlyList<GlyphSet> Signs);
