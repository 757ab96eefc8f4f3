namespace DigitPipeline.Formats.TextFormat;

/// <summary>What becomes of a singular field that is given twice, and of two members of one oneof.</summary>
public enum Duplicates
{
    /// <summary>
    /// The last scalar and the last member of a oneof win, messages are merged. So the Object Detection API reads its configs and
    /// label maps (<c>text_format.Merge</c>).
    /// </summary>
    Merge,

    /// <summary>Any of this is an error (<c>text_format.Parse</c>).</summary>
    Refuse,
}
