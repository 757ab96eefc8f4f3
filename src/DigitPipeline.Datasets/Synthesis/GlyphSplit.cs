namespace DigitPipeline.Datasets.Synthesis;

/// <summary>Which half of the glyphs and backgrounds a scene is made of. The two share no handwriting, font face or background.</summary>
public enum GlyphSplit
{
    /// <summary>For training.</summary>
    Train,

    /// <summary>For evaluation.</summary>
    Test,
}
