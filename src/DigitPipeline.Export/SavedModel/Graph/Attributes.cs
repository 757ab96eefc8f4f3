using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;

namespace DigitPipeline.Export.SavedModel.Graph;

/// <summary>Values of attributes; a size of -1 in a shape is unknown.</summary>
internal static class Attributes
{
    public static (string, AttrValue) Int(string name, long value) => (name, new AttrValue { I = value });

    public static (string, AttrValue) Bool(string name, bool value) => (name, new AttrValue { B = value });

    public static (string, AttrValue) Text(string name, string value) => (name, new AttrValue { S = ByteString.CopyFromUtf8(value) });

    public static (string, AttrValue) Type(string name, DataType value) => (name, new AttrValue { Type = value });

    public static (string, AttrValue) Shape(string name, params ReadOnlySpan<int> sizes) => (name, new AttrValue { Shape = ShapeOf(sizes) });

    public static (string, AttrValue) Tensor(string name, TensorProto value) => (name, new AttrValue { Tensor = value });

    public static (string, AttrValue) Function(string name, string function) => (name, new AttrValue { Func = new NameAttrList { Name = function } });

    public static (string, AttrValue) Ints(string name, params IEnumerable<long> values)
    {
        var list = new AttrValue.Types.ListValue();
        list.I.AddRange(values);
        return (name, new AttrValue { List = list });
    }

    public static (string, AttrValue) Types(string name, params IEnumerable<DataType> values)
    {
        var list = new AttrValue.Types.ListValue();
        list.Type.AddRange(values);
        return (name, new AttrValue { List = list });
    }

    public static (string, AttrValue) Shapes(string name, params IEnumerable<TensorShapeProto> values)
    {
        var list = new AttrValue.Types.ListValue();
        list.Shape.AddRange(values);
        return (name, new AttrValue { List = list });
    }

    public static TensorShapeProto ShapeOf(params ReadOnlySpan<int> sizes)
    {
        var shape = new TensorShapeProto();
        foreach (var size in sizes)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = size });
        }

        return shape;
    }
}
