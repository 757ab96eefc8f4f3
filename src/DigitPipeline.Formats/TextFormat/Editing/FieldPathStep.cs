namespace DigitPipeline.Formats.TextFormat.Editing;

/// <summary>One name of a path.</summary>
/// <param name="Name">The name as it is written in protobuf text; of an extension, with its brackets.</param>
/// <param name="Element">Which elements of a repeated field are meant.</param>
/// <param name="Index">The index where <paramref name="Element"/> is <see cref="ElementChoice.Index"/>, from 0.</param>
public readonly record struct FieldPathStep(string Name, ElementChoice Element, int Index);
