using System.Runtime.InteropServices;
using DigitPipeline.Export.Onnx.Protos;
using Google.Protobuf;

namespace DigitPipeline.Export.Onnx;

/// <summary>Adds nodes and constants to an ONNX graph; a value is named after the node that makes it.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public GraphProto Graph { get; } = new() { Name = "detector" };

    /// <summary>Whether there is a value of this name.</summary>
    public bool Has(string name) => names.Contains(name);

    /// <summary>Adds a node with one output.</summary>
    /// <returns>The output's name, which is the node's.</returns>
    public string Node(string name, string type, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        Nodes(name, type, inputs, [name], attributes);
        return name;
    }

    /// <summary>Adds a node with named outputs.</summary>
    public void Nodes(
        string name, string type, IEnumerable<string> inputs, IReadOnlyList<string> outputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { Name = name, OpType = type };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        foreach (var output in outputs)
        {
            Claim(output);
        }

        Graph.Node.Add(node);
    }

    /// <summary>Adds a constant of floats.</summary>
    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Add(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a constant of integers.</summary>
    public string Integers(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Add(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a constant of half-precision floats.</summary>
    public string Halves(string name, ReadOnlySpan<Half> values, params ReadOnlySpan<long> shape) =>
        Add(name, TensorProto.Types.DataType.Float16, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a constant of signed bytes.</summary>
    public string Bytes(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<long> shape) =>
        Add(name, TensorProto.Types.DataType.Int8, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a constant without axes.</summary>
    public string Float(string name, float value) => Floats(name, [value]);

    /// <summary>Describes an input or output; a size is a number or, where it varies, a name.</summary>
    public static ValueInfoProto Value(string name, TensorProto.Types.DataType type, params ReadOnlySpan<object> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var size in shape)
        {
            dimensions.Dim.Add(size is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = (int)size });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new() { ElemType = (int)type, Shape = dimensions } } };
    }

    /// <summary>An integer attribute.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    /// <summary>A list of integers as attribute.</summary>
    public static AttributeProto Ints(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (var value in values)
        {
            attribute.Ints.Add(value);
        }

        return attribute;
    }

    /// <summary>A text attribute.</summary>
    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    /// <summary>A graph as attribute: the body of a loop.</summary>
    public static AttributeProto Subgraph(string name, GraphProto value) => new() { Name = name, G = value, Type = AttributeProto.Types.AttributeType.Graph };

    /// <summary>A vector of one float as attribute.</summary>
    public static AttributeProto Filler(string name, float value) => new()
    {
        Name = name,
        T = new TensorProto { Dims = { 1 }, DataType = (int)TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(BitConverter.GetBytes(value)) },
        Type = AttributeProto.Types.AttributeType.Tensor,
    };

    private string Add(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        Claim(name);
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        foreach (var size in shape)
        {
            tensor.Dims.Add(size);
        }

        Graph.Initializer.Add(tensor);
        return name;
    }

    private void Claim(string name)
    {
        if (!names.Add(name))
        {
            throw new ArgumentException($"Two values of the graph have the name '{name}'.");
        }
    }
}
