namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Names and sizes of tensor types.</summary>
public static class BundleTypeFacts
{
    /// <summary>Bytes of one element; 0 for types whose elements have no fixed size.</summary>
    public static int ElementSize(this BundleType type) => type switch
    {
        BundleType.Complex128 => 16,
        BundleType.Float64 or BundleType.Int64 or BundleType.UInt64 or BundleType.Complex64 => 8,
        BundleType.Float32 or BundleType.Int32 or BundleType.UInt32 or BundleType.QInt32 => 4,
        BundleType.Int16 or BundleType.UInt16 or BundleType.QInt16 or BundleType.QUInt16 => 2,
        BundleType.BFloat16 or BundleType.Float16 => 2,
        BundleType.UInt8 or BundleType.Int8 or BundleType.Bool or BundleType.QInt8 or BundleType.QUInt8 => 1,
        _ => 0,
    };

    /// <summary>TensorFlow's name of the type: <c>float32</c>, <c>string</c>.</summary>
    public static string TensorFlowName(this BundleType type) =>
        Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : FormattableString.Invariant($"type {(int)type}");
}
