using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.SavedModel.Graph;

/// <summary>A value in a function: how its users refer to it, and its type.</summary>
internal readonly record struct GraphValue(string Reference, DataType Type)
{
    /// <summary>Whether it is a stack with something for each picture of a batch.</summary>
    public bool IsOfEach { get; init; }
}
