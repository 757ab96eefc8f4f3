using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>
/// Executes TensorFlow graphs by the documented meaning of their operations, slowly: a second opinion on what a SavedModel computes, itself
/// held against what TensorFlow computed with the golden SavedModel.
/// </summary>
internal sealed class GraphInterpreter(GraphDef graph, Dictionary<string, Tensor> variables)
{
    private readonly Dictionary<string, FunctionDef> functions = graph.Library.Function.ToDictionary(f => f.Signature.Name, StringComparer.Ordinal);

    /// <summary>The variables' values by the shared name of their handle.</summary>
    public Dictionary<string, Tensor> Variables => variables;

    /// <summary>Runs a node of the outer graph.</summary>
    /// <param name="node">The node.</param>
    /// <param name="feeds">Values of placeholders.</param>
    /// <returns>Its outputs.</returns>
    public Tensor[] Run(string node, IReadOnlyDictionary<string, Tensor> feeds) =>
        new Frame(this, graph.Node, feeds.ToDictionary(f => f.Key, f => new[] { f.Value }, StringComparer.Ordinal)).Evaluate(node);

    /// <summary>Calls a function.</summary>
    /// <returns>Its outputs in the order of its signature.</returns>
    public Tensor[] Call(string name, IReadOnlyList<Tensor> arguments)
    {
        var function = functions[name];
        if (arguments.Count != function.Signature.InputArg.Count)
        {
            throw new InvalidOperationException($"{name} takes {function.Signature.InputArg.Count} arguments, found {arguments.Count}");
        }

        var given = function.Signature.InputArg.Select((argument, i) => (argument.Name, Value: Checked(argument, arguments[i], name)))
            .ToDictionary(a => a.Name, a => new[] { a.Value }, StringComparer.Ordinal);
        var frame = new Frame(this, function.NodeDef, given);
        Tensor[] results = [.. function.Signature.OutputArg.Select(o => Checked(o, frame.Value(function.Ret[o.Name]), name))];
        foreach (var node in function.ControlRet.Values)
        {
            frame.Evaluate(node);
        }

        return results;
    }

    public Tensor Read(string variable) => variables.TryGetValue(variable, out var value)
        ? value
        : throw new InvalidOperationException($"the variable '{variable}' has no value");

    private static Tensor Checked(OpDef.Types.ArgDef argument, Tensor value, string function)
    {
        var fits = argument.Type switch
        {
            DataType.DtFloat => value.Data is float[],
            DataType.DtInt32 => value.Data is int[],
            DataType.DtUint8 => value.Data is byte[],
            DataType.DtBool => value.Data is bool[],
            DataType.DtString => value.Data is Google.Protobuf.ByteString[],
            DataType.DtResource => value.Data is string[],
            DataType.DtVariant => value.Data is Tensor?[][],
            _ => false,
        };
        return fits ? value : throw new InvalidOperationException($"{function}: {argument.Name} is {argument.Type}, found {value.Data.GetType()}");
    }
}
