namespace DigitPipeline.Formats.Checkpoint;

/// <summary>What the index of a checkpoint says about a tensor.</summary>
/// <param name="Name">The key; bytes that are no UTF-8 appear as <c>\x80</c>.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Shape">Size of each dimension.</param>
/// <param name="Shard">Number of the data file.</param>
/// <param name="Offset">Where the tensor starts in the data file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MaskedCrc">Masked CRC-32C of its bytes.</param>
public sealed record BundleEntry(string Name, BundleType Type, long[] Shape, int Shard, long Offset, long Size, uint MaskedCrc)
{
    /// <summary>Parts in which the tensor is stored under hidden keys; empty where it is stored in one piece.</summary>
    public IReadOnlyList<TensorSliceProto> Slices { get; init; } = [];

    /// <summary>Number of elements.</summary>
    public long Count => BundleTensor.ElementCount(Shape) ?? 0;
}
