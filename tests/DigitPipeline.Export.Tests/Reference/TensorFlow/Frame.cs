using System.Globalization;
using DigitPipeline.Export.SavedModel.Protos;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>One run of a graph or function: the values of its nodes.</summary>
internal sealed class Frame
{
    private readonly GraphInterpreter interpreter;
    private readonly Dictionary<string, NodeDef> nodes;
    private readonly Dictionary<string, Tensor[]> values;

    public Frame(GraphInterpreter interpreter, IEnumerable<NodeDef> nodes, Dictionary<string, Tensor[]> given)
    {
        this.interpreter = interpreter;
        this.nodes = nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
        values = given;
    }

    /// <summary>The outputs of a node, after those of all that it needs.</summary>
    public Tensor[] Evaluate(string name)
    {
        // Graphs are deeper than a thread's stack: what is still to be done is kept by hand.
        var open = new Stack<string>([name]);
        while (open.TryPeek(out var next))
        {
            if (values.ContainsKey(next))
            {
                open.Pop();
                continue;
            }

            var node = nodes[next];
            var missing = node.Input.Select(input => NodeOf(input)).Where(input => !values.ContainsKey(input)).ToArray();
            if (missing.Length > 0)
            {
                foreach (var input in missing)
                {
                    open.Push(input);
                }

                continue;
            }

            values[next] = Run(node);
            open.Pop();
        }

        return values[name];
    }

    /// <summary>The value that a reference such as <c>node:output:0</c>, <c>node:1</c> or <c>argument</c> means.</summary>
    public Tensor Value(string reference)
    {
        var outputs = Evaluate(NodeOf(reference));
        var parts = reference.Split(':');
        if (parts.Length == 3)
        {
            return outputs[OutputNames.IndexOf(nodes[parts[0]], parts[1]) + int.Parse(parts[2], CultureInfo.InvariantCulture)];
        }

        return outputs[parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0];
    }

    private Tensor[] Run(NodeDef node)
    {
        try
        {
            return Kernels.Run(interpreter, node, [.. node.Input.Where(i => i[0] != '^').Select(Value)]);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidOperationException($"{node.Name} ({node.Op}): {e.Message}", e);
        }
    }

    private static string NodeOf(string reference) => reference.TrimStart('^').Split(':')[0];
}
