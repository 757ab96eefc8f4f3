namespace DigitPipeline.Formats.TextFormat;

/// <summary>A stretch of the text: an identifier, a number, a string literal with its quotes or one other character.</summary>
internal readonly record struct Token(int Start, int Length)
{
    /// <summary>The offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether this is the end of the text.</summary>
    public bool IsEnd => Length == 0;
}
