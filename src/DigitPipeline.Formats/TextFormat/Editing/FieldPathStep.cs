namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>One name of a path.</summary>
/// <param name="Name">The name as it is written in protobuf text; of an extension, with its brackets.</param>
/// <param name="Element">Which elements of a repeated field are meant.</param>
/// <param name="Index">The index where <paramref name="Element"/> is <see cref="ElementChoice.Index"/>, from 0.</param>
public readonly record struct FieldPathStep(string Name, ElementChoice Element, int Index);

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
