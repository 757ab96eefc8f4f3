using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using static DigitPipeline.Export.SavedModel.Graph.Attributes;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// The graph for programs that run the SavedModel without its object graph (TensorFlow Serving, the C++ and Java interfaces): the
/// variables, a call of the signature, and calls that save and restore.
/// </summary>
internal sealed class OuterGraph
{
    public const string InputNode = SavedModelWriter.SignatureName + "_" + DetectionFunction.InputName;
    public const string ServeNode = "StatefulPartitionedCall", SaveNode = "StatefulPartitionedCall_1", RestoreNode = "StatefulPartitionedCall_2";
    public const string FileNode = "saver_filename", InitNode = "NoOp";
    private readonly Dictionary<string, DataType> types = new(StringComparer.Ordinal);

    public OuterGraph(IReadOnlyList<SavedModelVariable> variables, DetectionFunction detection, InputType input, ByteString objectGraph)
    {
        foreach (var variable in variables)
        {
            Node(variable.Name, "VarHandleOp", [], Type("dtype", DataType.DtFloat), Shape("shape", variable.Shape), Text("shared_name", variable.Name));
            Node(ReadNode(variable), "ReadVariableOp", [variable.Name], Type("dtype", DataType.DtFloat));
        }

        Node("Const", "Const", [], Tensor("value", Tensors.Strings([objectGraph])), Type("dtype", DataType.DtString));
        Node(InputNode, "Placeholder", [], Type("dtype", input.ElementType()), Shape("shape", input.Shape()));
        string[] handles = [.. variables.Select(v => v.Name)];
        Node(
            ServeNode, ServeNode, [InputNode, .. handles],
            Types("Tout", detection.Outputs.Select(_ => DataType.DtFloat)), Function("f", SignatureWrapper.FunctionName),
            SignatureWrapper.ReadOnlyInputs(variables.Count));
        Node(InitNode, "NoOp", []);
        Node(FileNode, "Placeholder", [], Type("dtype", DataType.DtString), Shape("shape"));
        Node(
            SaveNode, ServeNode, [FileNode, .. variables.Select(ReadNode), "Const"],
            Types("Tout", DataType.DtString), Function("f", CheckpointFunctions.SaveName));
        Node(RestoreNode, ServeNode, [FileNode, .. handles], Types("Tout", DataType.DtString), Function("f", CheckpointFunctions.RestoreName));
    }

    /// <summary>The graph, without functions.</summary>
    public GraphDef Graph { get; } = new();

    private static string ReadNode(SavedModelVariable variable) => variable.Name + "/Read/ReadVariableOp";

    private void Node(string name, string operation, IReadOnlyList<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        var node = new NodeDef { Name = name, Op = operation };
        foreach (var (attribute, value) in attributes)
        {
            node.Attr.Add(attribute, value);
        }

        node.Input.AddRange(inputs);
        var outputs = NodeInterface.Complete(node, [.. inputs.Select(input => types[input])]);
        types.Add(name, outputs.Count > 0 ? outputs[0].Type : default);
        Graph.Node.Add(node);
    }
}
