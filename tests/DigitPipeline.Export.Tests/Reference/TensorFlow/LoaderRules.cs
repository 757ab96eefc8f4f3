using System.Text.RegularExpressions;
using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>The rules that TensorFlow 2.10 to 2.21 holds a SavedModel to while it loads it (Python's <c>load</c> and the C++ loader).</summary>
internal static partial class LoaderRules
{
    /// <summary>What is broken.</summary>
    /// <param name="meta">The graph with its objects.</param>
    /// <param name="folder">The SavedModel's folder.</param>
    /// <param name="known">Whether all operations must be in our table.</param>
    public static IReadOnlyList<string> Broken(MetaGraphDef meta, string folder, bool known) =>
    [
        .. Outer(meta, known), .. meta.GraphDef.Library.Function.SelectMany(f => Function(meta, f, known)), .. Signatures(meta),
        .. ObjectRules.Broken(meta, TensorBundleReader.Open(Path.Combine(folder, "variables", "variables"))), .. known ? Stripped(meta) : [],
    ];

    private static IEnumerable<string> Outer(MetaGraphDef meta, bool known)
    {
        var types = new Dictionary<string, DataType>(StringComparer.Ordinal);
        foreach (var problem in Nodes(meta, meta.GraphDef.Node, types, "", known))
        {
            yield return problem;
        }

        var names = meta.GraphDef.Node.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        string[] needed =
        [
            meta.SaverDef.RestoreOpName, meta.SaverDef.SaveTensorName.Split(':')[0], meta.SaverDef.FilenameTensorName.Split(':')[0],
            .. meta.CollectionDef["saved_model_main_op"].NodeList.Value,
        ];
        foreach (var missing in needed.Where(n => !names.Contains(n)))
        {
            yield return $"there is no node '{missing}' to save, restore or start with";
        }
    }

    private static IEnumerable<string> Function(MetaGraphDef meta, FunctionDef function, bool known)
    {
        var place = function.Signature.Name + ": ";
        var types = function.Signature.InputArg.ToDictionary(a => a.Name, a => a.Type, StringComparer.Ordinal);
        foreach (var problem in Nodes(meta, function.NodeDef, types, place, known))
        {
            yield return problem;
        }

        foreach (var argument in function.Signature.InputArg.Concat(function.Signature.OutputArg).Where(a => !ArgumentName().IsMatch(a.Name)))
        {
            yield return $"{place}'{argument.Name}' is no name of an argument";
        }

        foreach (var output in function.Signature.OutputArg)
        {
            if (!function.Ret.TryGetValue(output.Name, out var reference) || !Fits(types, reference, output.Type))
            {
                yield return $"{place}'{output.Name}' returns no value of {output.Type}";
            }
        }

        foreach (var control in function.Signature.ControlOutput.Where(c => !function.ControlRet.TryGetValue(c, out var node) || function.NodeDef.All(n => n.Name != node)))
        {
            yield return $"{place}the control output '{control}' names no node";
        }
    }

    private static IEnumerable<string> Nodes(MetaGraphDef meta, IEnumerable<NodeDef> nodes, Dictionary<string, DataType> types, string place, bool known)
    {
        var names = types.Keys.ToHashSet(StringComparer.Ordinal);
        var all = nodes.ToArray();
        names.UnionWith(all.Select(n => n.Name));
        if (names.Count != all.Length + types.Count)
        {
            yield return place + "two nodes have one name";
        }

        foreach (var node in all)
        {
            if (!NodeName().IsMatch(node.Name))
            {
                yield return $"{place}'{node.Name}' is no name of a node";
            }

            foreach (var missing in node.Input.Where(i => !names.Contains(i.TrimStart('^').Split(':')[0])))
            {
                yield return $"{place}'{node.Name}' takes '{missing}', which nothing gives";
            }

            foreach (var problem in known ? Interface(node, types, place) : [])
            {
                yield return problem;
            }

            foreach (var called in node.Attr.Values.Where(a => a.ValueCase == AttrValue.ValueOneofCase.Func).Select(a => a.Func.Name))
            {
                var function = meta.GraphDef.Library.Function.FirstOrDefault(f => f.Signature.Name == called);
                if (function is null || function.Signature.InputArg.Count != node.Input.Count(i => i[0] != '^'))
                {
                    yield return $"{place}'{node.Name}' calls '{called}', which takes other arguments or is not there";
                }
            }
        }
    }

    // Nodes of ours stand in the order of their use, so that the types of inputs are known.
    private static IEnumerable<string> Interface(NodeDef node, Dictionary<string, DataType> types, string place)
    {
        var copy = node.Clone();
        try
        {
            var inputs = node.Input.Where(i => i[0] != '^').Select(i => types.GetValueOrDefault(i)).ToArray();
            var outputs = NodeInterface.Complete(copy, inputs);
            foreach (var (output, place1) in outputs.Select((o, i) => (o, i)))
            {
                types[FormattableString.Invariant($"{node.Name}:{output.Name}:{output.Index}")] = output.Type;
                types[place1 == 0 ? node.Name : FormattableString.Invariant($"{node.Name}:{place1}")] = output.Type;
            }

            return copy.Equals(node) ? [] : [$"{place}'{node.Name}' leaves out attributes or spells out defaults"];
        }
        catch (ArgumentException e)
        {
            return [place + e.Message];
        }
    }

    private static IEnumerable<string> Signatures(MetaGraphDef meta)
    {
        var nodes = meta.GraphDef.Node.ToDictionary(n => n.Name, StringComparer.Ordinal);
        foreach (var (name, info) in meta.SignatureDef["serving_default"].Inputs.Concat(meta.SignatureDef["serving_default"].Outputs))
        {
            var parts = info.Name.Split(':');
            var index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            var type = !nodes.TryGetValue(parts[0], out var node) ? DataType.DtInvalid
                : node.Op == "Placeholder" ? node.Attr["dtype"].Type : node.Attr["Tout"].List.Type.ElementAtOrDefault(index);
            if (type != info.Dtype || type == DataType.DtInvalid)
            {
                yield return $"the signature's {name} is {info.Name}, which is no {info.Dtype}";
            }
        }
    }

    private static IEnumerable<string> Stripped(MetaGraphDef meta)
    {
        var used = meta.GraphDef.Node.Concat(meta.GraphDef.Library.Function.SelectMany(f => f.NodeDef)).Select(n => n.Op).ToHashSet(StringComparer.Ordinal);
        return used.SetEquals(meta.MetaInfoDef.StrippedOpList.Op.Select(o => o.Name)) ? [] : ["stripped_op_list names other operations than those used"];
    }

    private static bool Fits(Dictionary<string, DataType> types, string reference, DataType type) =>
        !types.TryGetValue(reference, out var found) ? types.All(t => t.Key.Split(':').Length < 3) : found == type;

    [GeneratedRegex(@"^[A-Za-z0-9.][A-Za-z0-9_.\-/]*$")]
    private static partial Regex NodeName();

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex ArgumentName();
}
