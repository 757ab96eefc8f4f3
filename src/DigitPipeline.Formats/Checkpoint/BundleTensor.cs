using System.Runtime.InteropServices;
using System.Text;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>A tensor with its bytes as a checkpoint stores them.</summary>
/// <param name="Name">The key in the checkpoint.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Shape">Size of each dimension; empty for a scalar.</param>
/// <param name="Data">Elements in row-major order, little-endian; for strings the form of <see cref="StringTensor"/>.</param>
public sealed record BundleTensor(string Name, BundleType Type, long[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>A tensor of single-precision numbers.</summary>
    public static BundleTensor OfFloats(string name, long[] shape, ReadOnlySpan<float> values) =>
        new(name, BundleType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of 64-bit integers.</summary>
    public static BundleTensor OfInt64s(string name, long[] shape, ReadOnlySpan<long> values) =>
        new(name, BundleType.Int64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of byte strings.</summary>
    public static BundleTensor OfStrings(string name, long[] shape, IReadOnlyList<ReadOnlyMemory<byte>> values) =>
        new(name, BundleType.String, shape, StringTensor.Encode(values));

    /// <summary>A scalar string.</summary>
    public static BundleTensor OfString(string name, string value) => OfStrings(name, [], [Encoding.UTF8.GetBytes(value)]);

    /// <summary>The elements of a float32 tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another type.</exception>
    public float[] Floats() => MemoryMarshal.Cast<byte, float>(Expect(BundleType.Float32)).ToArray();

    /// <summary>The elements of an int64 tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another type.</exception>
    public long[] Int64s() => MemoryMarshal.Cast<byte, long>(Expect(BundleType.Int64)).ToArray();

    /// <summary>The elements of a string tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another type.</exception>
    /// <exception cref="FormatException">The stored form is damaged.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Strings()
    {
        Expect(BundleType.String);
        return StringTensor.Decode(Name, Data, ElementCount(Shape) ?? 0);
    }

    /// <summary>Number of elements of a shape; null where a size is negative or the product has no room in 64 bits.</summary>
    internal static long? ElementCount(ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                return null;
            }

            // A later 0 makes any product 0, so the product saturates.
            count = count > long.MaxValue && size > 0 ? count : count * size;
        }

        return count > long.MaxValue ? null : (long)count;
    }

    private ReadOnlySpan<byte> Expect(BundleType type) => Type == type
        ? Data.Span
        : throw new InvalidOperationException($"'{Name}' is a tensor of {Type.TensorFlowName()}, not of {type.TensorFlowName()}");
}
