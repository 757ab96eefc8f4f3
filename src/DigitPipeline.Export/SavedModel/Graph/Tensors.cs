using System.Runtime.InteropServices;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Export.SavedModel.Graph;

/// <summary>Tensors as they stand in a graph.</summary>
internal static class Tensors
{
    public static TensorProto Floats(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Packed(DataType.DtFloat, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Ints(ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) => Packed(DataType.DtInt32, MemoryMarshal.AsBytes(values), shape);

    public static TensorProto Strings(IEnumerable<ByteString> values, params ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto { Dtype = DataType.DtString, TensorShape = Attributes.ShapeOf(shape) };
        tensor.StringVal.AddRange(values);
        return tensor;
    }

    private static TensorProto Packed(DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> shape) =>
        new() { Dtype = type, TensorShape = Attributes.ShapeOf(shape), TensorContent = ByteString.CopyFrom(bytes) };
}
