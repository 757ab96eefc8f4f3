using System.Runtime.InteropServices;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>A value of the interpreter: elements in row-major order; lists of tensors and names of variables are scalars.</summary>
internal sealed record Tensor(int[] Shape, Array Data)
{
    public int Count => Data.Length;

    public int Rank => Shape.Length;

    public float[] Floats => (float[])Data;

    public int[] Ints => (int[])Data;

    public bool[] Bools => (bool[])Data;

    public ByteString[] Strings => (ByteString[])Data;

    public Tensor?[] List => ((Tensor?[][])Data)[0];

    public static Tensor Of<T>(T value) => new([], new[] { value });

    public static Tensor Of<T>(int[] shape, T[] values) => shape.Aggregate(1, (a, b) => a * b) == values.Length
        ? new Tensor(shape, values)
        : throw new InvalidOperationException($"{values.Length} elements for [{string.Join(", ", shape)}]");

    public static Tensor Of(TensorProto proto)
    {
        int[] shape = [.. proto.TensorShape.Dim.Select(d => (int)d.Size)];
        var count = shape.Aggregate(1, (a, b) => a * b);
        var content = proto.TensorContent.Span;
        return proto.Dtype switch
        {
            DataType.DtFloat => Of(shape, Filled(content.IsEmpty ? [.. proto.FloatVal] : MemoryMarshal.Cast<byte, float>(content).ToArray(), count)),
            DataType.DtInt32 => Of(shape, Filled(content.IsEmpty ? [.. proto.IntVal] : MemoryMarshal.Cast<byte, int>(content).ToArray(), count)),
            DataType.DtInt64 => Of(shape, Filled(content.IsEmpty ? [.. proto.Int64Val] : MemoryMarshal.Cast<byte, long>(content).ToArray(), count)),
            DataType.DtBool => Of(shape, Filled([.. proto.BoolVal], count)),
            DataType.DtString => Of(shape, Filled([.. proto.StringVal], count)),
            _ => throw new NotSupportedException($"a constant of {proto.Dtype}"),
        };
    }

    public Tensor Reshaped(params int[] shape) => this with { Shape = shape };

    /// <summary>Elements [start, start + count) as an array of the same type.</summary>
    public Array Part(int start, int count)
    {
        var part = Array.CreateInstance(Data.GetType().GetElementType()!, count);
        Array.Copy(Data, start, part, 0, count);
        return part;
    }

    // A shorter list is filled up with its last value.
    private static T[] Filled<T>(T[] values, int count) =>
        values.Length == count ? values : [.. values, .. Enumerable.Repeat(values.Length > 0 ? values[^1] : default!, count - values.Length)];
}
