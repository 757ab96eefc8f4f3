namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>Which elements of a repeated field a path means.</summary>
public enum ElementChoice
{
    /// <summary>No bracket: the field as a whole.</summary>
    Whole,

    /// <summary><c>[2]</c>: one element; the index after the last one adds an element.</summary>
    Index,

    /// <summary><c>[]</c>: every element; where there is none, one is added.</summary>
    All,

    /// <summary><c>[+]</c>: an element that is added.</summary>
    Added,
}
