using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Tensors;
using ObjectReference = DigitPipeline.Formats.Checkpoint.TrackableObjectGraph.Types.TrackableObject.Types.ObjectReference;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// The objects that Python gets from <c>tf.saved_model.load</c>: a root that can be called, with <c>variables</c> and <c>signatures</c>.
/// The checkpoint beside the graph holds the same tree, and the variables' values.
/// </summary>
internal sealed class SavedObjects
{
    private const int List = 1, Call = 2, Signatures = 3, Serving = 4, FirstVariable = 5;
    private readonly IReadOnlyList<SavedModelVariable> variables;

    public SavedObjects(IReadOnlyList<SavedModelVariable> variables) => this.variables = variables;

    /// <summary>Keys of the variables in the checkpoint.</summary>
    public IReadOnlyList<string> Keys =>
        [.. variables.Select((_, i) => FormattableString.Invariant($"variables/{i}/.ATTRIBUTES/VARIABLE_VALUE"))];

    /// <summary>The tree as it stands in the graph.</summary>
    public SavedObjectGraph Graph(DetectionFunction function, InputType input)
    {
        var graph = new SavedObjectGraph();
        SavedObject Add(SavedObject node, params IEnumerable<(string Name, int Id)> children)
        {
            node.Children.AddRange(children.Select(c => new ObjectReference { LocalName = c.Name, NodeId = c.Id }));
            graph.Nodes.Add(node);
            return node;
        }

        Add(UserObject("_generic_user_object"), ("variables", List), ("__call__", Call), ("signatures", Signatures));
        Add(UserObject("trackable_list_wrapper"), variables.Select((_, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), FirstVariable + i)));
        var call = new SavedFunction { FunctionSpec = Signature.OfCall(DetectionFunction.InputName, input) };
        call.ConcreteFunctions.Add(DetectionFunction.FunctionName);
        Add(new SavedObject { Function = call });
        Add(UserObject("signature_map"), (SavedModelWriter.SignatureName, Serving));
        var serving = new SavedBareConcreteFunction
        {
            ConcreteFunctionName = SignatureWrapper.FunctionName,
            AllowedPositionalArguments = 1,
            FunctionSpec = Signature.OfWrapper(),
        };
        serving.ArgumentKeywords.Add(DetectionFunction.InputName);
        Add(new SavedObject { BareConcreteFunction = serving });
        foreach (var variable in variables)
        {
            Add(new SavedObject
            {
                Variable = new SavedVariable { Name = variable.Name, Dtype = DataType.DtFloat, Shape = Attributes.ShapeOf(variable.Shape) },
            });
        }

        graph.ConcreteFunctions.Add(DetectionFunction.FunctionName, Bound(Signature.Positional(DetectionFunction.InputName, input), function));
        graph.ConcreteFunctions.Add(SignatureWrapper.FunctionName, Bound(Signature.Named(DetectionFunction.InputName, input), function));
        return graph;
    }

    /// <summary>The tree as it stands in the checkpoint.</summary>
    public TrackableObjectGraph Checkpoint(SavedObjectGraph graph)
    {
        var checkpoint = new TrackableObjectGraph();
        foreach (var saved in graph.Nodes)
        {
            var node = new TrackableObjectGraph.Types.TrackableObject { HasCheckpointValues = new Presence { Value = HasValues(checkpoint.Nodes.Count) } };
            node.Children.AddRange(saved.Children);
            if (checkpoint.Nodes.Count - FirstVariable is var variable and >= 0)
            {
                node.Attributes.Add(new TrackableObjectGraph.Types.TrackableObject.Types.SerializedTensor
                {
                    Name = "VARIABLE_VALUE",
                    FullName = variables[variable].Name,
                    CheckpointKey = Keys[variable],
                });
            }

            checkpoint.Nodes.Add(node);
        }

        return checkpoint;
    }

    private static bool HasValues(int node) => node is 0 or List or >= FirstVariable;

    private static SavedObject UserObject(string identifier) => new()
    {
        UserObject = new SavedUserObject { Identifier = identifier, Version = new Versions { Producer = 1, MinConsumer = 1 } },
    };

    private SavedConcreteFunction Bound(StructuredValue input, DetectionFunction function)
    {
        var bound = new SavedConcreteFunction { CanonicalizedInputSignature = input, OutputSignature = Signature.Outputs(function.Outputs) };
        bound.BoundInputs.AddRange(variables.Select((_, i) => FirstVariable + i));
        return bound;
    }
}
