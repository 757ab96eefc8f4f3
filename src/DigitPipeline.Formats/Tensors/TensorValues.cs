using System.Buffers.Binary;

namespace DigitPipeline.Formats.Tensors;

/// <summary>The elements of a tensor message, wherever it keeps them.</summary>
public static class TensorValues
{
    /// <summary>
    /// The numbers of a tensor in row-major order; null where its type holds none or the content does not fit the type. A list that
    /// is shorter than the shape is not filled up.
    /// </summary>
    public static IReadOnlyList<double>? Numbers(TensorProto tensor) =>
        tensor.TensorContent.IsEmpty ? FromList(tensor) : FromContent(tensor.TensorContent.Span, tensor.Dtype);

    /// <summary>Size of each dimension.</summary>
    public static IReadOnlyList<long> Shape(TensorProto tensor) =>
        [.. tensor.TensorShape?.Dim.Select(dimension => dimension.Size) ?? []];

    private static IReadOnlyList<double>? FromList(TensorProto tensor) => tensor.Dtype switch
    {
        DataType.DtFloat => [.. tensor.FloatVal],
        DataType.DtDouble => tensor.DoubleVal,
        DataType.DtInt64 => [.. tensor.Int64Val],
        DataType.DtBool => [.. tensor.BoolVal.Select(value => value ? 1.0 : 0.0)],
        DataType.DtUint32 => [.. tensor.Uint32Val],
        DataType.DtUint64 => [.. tensor.Uint64Val],
        DataType.DtInt32 or DataType.DtInt16 or DataType.DtInt8 or DataType.DtUint8 or DataType.DtUint16 => [.. tensor.IntVal],
        DataType.DtHalf => [.. tensor.HalfVal.Select(bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits))],
        DataType.DtBfloat16 => [.. tensor.HalfVal.Select(bits => BFloat16((ushort)bits))],
        _ => null,
    };

    private static double[]? FromContent(ReadOnlySpan<byte> content, DataType type) => type switch
    {
        DataType.DtFloat => Each(content, sizeof(float), element => BinaryPrimitives.ReadSingleLittleEndian(element)),
        DataType.DtDouble => Each(content, sizeof(double), BinaryPrimitives.ReadDoubleLittleEndian),
        DataType.DtInt64 => Each(content, sizeof(long), element => BinaryPrimitives.ReadInt64LittleEndian(element)),
        DataType.DtUint64 => Each(content, sizeof(ulong), element => BinaryPrimitives.ReadUInt64LittleEndian(element)),
        DataType.DtInt32 => Each(content, sizeof(int), element => BinaryPrimitives.ReadInt32LittleEndian(element)),
        DataType.DtUint32 => Each(content, sizeof(uint), element => BinaryPrimitives.ReadUInt32LittleEndian(element)),
        DataType.DtInt16 => Each(content, sizeof(short), element => BinaryPrimitives.ReadInt16LittleEndian(element)),
        DataType.DtUint16 => Each(content, sizeof(ushort), element => BinaryPrimitives.ReadUInt16LittleEndian(element)),
        DataType.DtInt8 => Each(content, sizeof(sbyte), element => (sbyte)element[0]),
        DataType.DtUint8 or DataType.DtBool => Each(content, sizeof(byte), element => element[0]),
        DataType.DtHalf => Each(content, sizeof(ushort), element => (double)BinaryPrimitives.ReadHalfLittleEndian(element)),
        DataType.DtBfloat16 => Each(content, sizeof(ushort), element => BFloat16(BinaryPrimitives.ReadUInt16LittleEndian(element))),
        _ => null,
    };

    private delegate double Read(ReadOnlySpan<byte> element);

    private static double[]? Each(ReadOnlySpan<byte> content, int size, Read read)
    {
        if (content.Length % size != 0)
        {
            return null;
        }

        var values = new double[content.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(content.Slice(i * size, size));
        }

        return values;
    }

    private static double BFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
