using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.SavedModel.Operators;

/// <summary>
/// A node beside the interface of its operation: completes the attributes that follow from its inputs, and checks it as TensorFlow's
/// loader does (every attribute known and of its type, allowed and not below its minimum; every input of the type that it must have).
/// </summary>
internal static class NodeInterface
{
    /// <summary>
    /// Checks a node whose inputs have the given types (control inputs left out), after completing its attributes. Attributes with their
    /// default values are removed.
    /// </summary>
    /// <returns>Name, index and type of each output.</returns>
    /// <exception cref="ArgumentException">The node does not fit its operation.</exception>
    public static IReadOnlyList<(string Name, int Index, DataType Type)> Complete(NodeDef node, IReadOnlyList<DataType> inputs)
    {
        var definition = OperatorTable.Get(node.Op);
        Infer(node, definition, inputs);
        foreach (var (name, value) in node.Attr)
        {
            var attribute = definition.Attr.FirstOrDefault(a => a.Name == name);
            Require(attribute is not null || name[0] == '_', node, $"has the attribute '{name}', which is unknown");
            if (attribute is not null)
            {
                AttributeCheck.Check(node, attribute, value);
            }
        }

        foreach (var attribute in definition.Attr)
        {
            Require(node.Attr.ContainsKey(attribute.Name) || attribute.DefaultValue is not null, node, $"lacks the attribute '{attribute.Name}'");
        }

        var expected = definition.InputArg.SelectMany(argument => Types(node, definition, argument)).ToArray();
        Require(expected.SequenceEqual(inputs), node, $"takes [{string.Join(", ", expected)}], found [{string.Join(", ", inputs)}]");
        var outputs = definition.OutputArg.SelectMany(o => Types(node, definition, o).Select((type, index) => (o.Name, index, type))).ToArray();
        foreach (var attribute in definition.Attr.Where(a => a.DefaultValue is not null))
        {
            if (node.Attr.TryGetValue(attribute.Name, out var value) && value.Equals(attribute.DefaultValue))
            {
                node.Attr.Remove(attribute.Name);
            }
        }

        return outputs;
    }

    private static void Infer(NodeDef node, OpDef definition, IReadOnlyList<DataType> inputs)
    {
        var next = 0;
        foreach (var argument in definition.InputArg)
        {
            var rest = inputs.Count - next;
            if (argument.NumberAttr.Length > 0)
            {
                // Only one argument of an operation varies in number; the others take one input each.
                var count = rest - definition.InputArg.SkipWhile(a => a != argument).Skip(1).Count();
                node.Attr.TryAdd(argument.NumberAttr, new AttrValue { I = count });
                rest = (int)node.Attr[argument.NumberAttr].I;
            }

            if (argument.TypeListAttr.Length > 0)
            {
                var list = new AttrValue.Types.ListValue();
                list.Type.AddRange(inputs.Skip(next));
                node.Attr.TryAdd(argument.TypeListAttr, new AttrValue { List = list });
                next = inputs.Count;
                continue;
            }

            if (argument.TypeAttr.Length > 0 && next < inputs.Count && rest > 0)
            {
                node.Attr.TryAdd(argument.TypeAttr, new AttrValue { Type = inputs[next] });
            }

            next += argument.NumberAttr.Length > 0 ? rest : 1;
        }
    }

    private static IEnumerable<DataType> Types(NodeDef node, OpDef definition, OpDef.Types.ArgDef argument)
    {
        if (argument.TypeListAttr.Length > 0)
        {
            return Attribute(node, definition, argument.TypeListAttr).List.Type;
        }

        var type = argument.TypeAttr.Length > 0 ? Attribute(node, definition, argument.TypeAttr).Type : argument.Type;
        var count = argument.NumberAttr.Length > 0 ? (int)Attribute(node, definition, argument.NumberAttr).I : 1;
        return Enumerable.Repeat(type, count);
    }

    private static AttrValue Attribute(NodeDef node, OpDef definition, string name) =>
        node.Attr.TryGetValue(name, out var value) ? value : definition.Attr.First(a => a.Name == name).DefaultValue;

    internal static void Require(bool condition, NodeDef node, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException($"Node '{node.Name}' ({node.Op}) {problem}.");
        }
    }
}
