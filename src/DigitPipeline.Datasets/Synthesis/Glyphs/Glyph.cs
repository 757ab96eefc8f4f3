namespace DigitPipeline.Datasets.Synthesis.Glyphs;

/// <summary>One shape; its distance field is made on first use, since a short run touches few of them.</summary>
internal sealed class Glyph(int digit, Func<DistanceField> make)
{
    private DistanceField? made;

    /// <summary>What it reads as, 0 to 9; -1 for a sign that is no digit.</summary>
    public int Digit { get; } = digit;

    /// <summary>The shape. Two threads that both make it make the same one.</summary>
    public DistanceField Field => made ??= make();
}
