using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel.Graph;

/// <summary>
/// A TensorFlow function in the making. Every node is checked against its operation's interface when it is added, and the types of its
/// inputs decide the attributes that depend on them.
/// </summary>
internal sealed class FunctionGraph
{
    private readonly FunctionDef function = new() { Signature = new OpDef() };
    private readonly Dictionary<string, DataType> types = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<TensorShapeProto> inputShapes = [];

    public FunctionGraph(string name)
    {
        function.Signature.Name = name;
        function.Attr["_construction_context"] = Text("", "kEagerRuntime").Item2;
    }

    public string Name => function.Signature.Name;

    /// <summary>Adds an argument; resources have the empty shape.</summary>
    public GraphValue Argument(string name, DataType type, params ReadOnlySpan<int> shape) => Argument(name, type, ShapeOf(shape), named: false);

    /// <summary>Adds an argument that callers may name.</summary>
    public GraphValue NamedArgument(string name, DataType type, params ReadOnlySpan<int> shape) => Argument(name, type, ShapeOf(shape), named: true);

    /// <summary>Adds a node.</summary>
    /// <returns>Its first output.</returns>
    public GraphValue Node(string name, string operation, IEnumerable<GraphValue> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes) =>
        Nodes(name, operation, inputs, attributes)[0];

    /// <summary>Adds a node.</summary>
    /// <returns>Its outputs.</returns>
    public GraphValue[] Nodes(
        string name, string operation, IEnumerable<GraphValue> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        Claim(name);
        var node = new NodeDef { Name = name, Op = operation };
        var values = inputs.ToArray();
        foreach (var (attribute, value) in attributes)
        {
            node.Attr.Add(attribute, value);
        }

        node.Input.AddRange(values.Select(v => v.Reference));
        var outputs = NodeInterface.Complete(node, [.. values.Select(v => types[v.Reference])]);
        function.NodeDef.Add(node);
        function.Signature.IsStateful |= OperatorTable.Get(operation).IsStateful;
        var results = outputs.Select(o => new GraphValue(FormattableString.Invariant($"{name}:{o.Name}:{o.Index}"), o.Type)).ToArray();
        foreach (var result in results)
        {
            types.Add(result.Reference, result.Type);
        }

        return results;
    }

    /// <summary>Lets a node wait for others.</summary>
    public void After(string node, IEnumerable<string> others) =>
        function.NodeDef.First(n => n.Name == node).Input.AddRange(others.Select(other => "^" + other));

    /// <summary>Pins a node to a device.</summary>
    public void Place(string node, string device) => function.NodeDef.First(n => n.Name == node).Device = device;

    /// <summary>A constant.</summary>
    public GraphValue Constant(string name, TensorProto value) =>
        Node(name, "Const", [], Tensor("value", value), Type("dtype", value.Dtype));

    public GraphValue Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Constant(name, Tensors.Floats(values, shape));

    public GraphValue Ints(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) => Constant(name, Tensors.Ints(values, shape));

    public GraphValue Float(string name, float value) => Floats(name, [value]);

    public GraphValue Int(string name, int value) => Ints(name, [value]);

    /// <summary>Makes a value an output.</summary>
    public void Return(string name, GraphValue value)
    {
        function.Signature.OutputArg.Add(new OpDef.Types.ArgDef { Name = name, Type = types[value.Reference] });
        function.Ret.Add(name, value.Reference);
    }

    /// <summary>Lets the function run a node whether or not an output needs it.</summary>
    public void Keep(string node)
    {
        function.Signature.ControlOutput.Add(node);
        function.ControlRet.Add(node, node);
    }

    /// <summary>The function.</summary>
    public FunctionDef Build()
    {
        function.Attr["_input_shapes"] = Shapes("", inputShapes).Item2;
        return function;
    }

    private GraphValue Argument(string name, DataType type, TensorShapeProto shape, bool named)
    {
        Claim(name);
        var index = (uint)function.Signature.InputArg.Count;
        function.Signature.InputArg.Add(new OpDef.Types.ArgDef { Name = name, Type = type });
        inputShapes.Add(shape);
        if (named)
        {
            var attributes = new FunctionDef.Types.ArgAttrs();
            attributes.Attr.Add("_output_shapes", Shapes("", shape).Item2);
            attributes.Attr.Add("_user_specified_name", new AttrValue { S = ByteString.CopyFromUtf8(name) });
            function.ArgAttr.Add(index, attributes);
        }

        types.Add(name, type);
        return new GraphValue(name, type);
    }

    private void Claim(string name)
    {
        if (!names.Add(name))
        {
            throw new ArgumentException($"Two values of the function '{Name}' have the name '{name}'.");
        }
    }
}
