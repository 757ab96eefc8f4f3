using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>The rules for the objects of a SavedModel and the checkpoint that holds their values.</summary>
internal static class ObjectRules
{
    public static IEnumerable<string> Broken(MetaGraphDef meta, TensorBundleReader bundle)
    {
        var objects = meta.ObjectGraphDef;
        var checkpoint = TrackableObjectGraph.Parser.ParseFrom(bundle.Read(TensorBundleReader.ObjectGraphKey).Strings()[0].Span);
        return [.. Tree(objects, checkpoint), .. Values(objects, checkpoint, bundle), .. Functions(meta)];
    }

    // Every object that Python makes must be found in the checkpoint under the same names.
    private static IEnumerable<string> Tree(SavedObjectGraph objects, TrackableObjectGraph checkpoint)
    {
        if (objects.Nodes.Count != checkpoint.Nodes.Count || objects.Nodes.Where((n, i) => !n.Children.Equals(checkpoint.Nodes[i].Children)).Any())
        {
            yield return "the checkpoint holds another tree of objects than the graph";
        }

        var reached = new HashSet<int> { 0 };
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var next))
        {
            foreach (var child in objects.Nodes[next].Children.Where(c => reached.Add(c.NodeId)))
            {
                open.Enqueue(child.NodeId);
            }
        }

        if (reached.Count != objects.Nodes.Count)
        {
            yield return $"{objects.Nodes.Count - reached.Count} objects cannot be reached from the root";
        }
    }

    private static IEnumerable<string> Values(SavedObjectGraph objects, TrackableObjectGraph checkpoint, TensorBundleReader bundle)
    {
        for (var i = 0; i < objects.Nodes.Count; i++)
        {
            if (objects.Nodes[i].Variable is not { } variable)
            {
                continue;
            }

            var attribute = checkpoint.Nodes[i].Attributes.SingleOrDefault();
            var entry = attribute is null ? null : bundle.Find(attribute.CheckpointKey);
            if (attribute?.Name != "VARIABLE_VALUE" || entry is null)
            {
                yield return $"the variable '{variable.Name}' has no value in the checkpoint";
            }
            else if (!entry.Shape.SequenceEqual(variable.Shape.Dim.Select(d => d.Size)) || (int)entry.Type != (int)variable.Dtype)
            {
                yield return $"the variable '{variable.Name}' has another shape or type in the checkpoint";
            }
            else if (attribute.FullName != variable.Name || !checkpoint.Nodes[i].HasCheckpointValues.Value)
            {
                yield return $"the variable '{variable.Name}' has another name in the checkpoint, or no values by its own account";
            }
        }
    }

    private static IEnumerable<string> Functions(MetaGraphDef meta)
    {
        var objects = meta.ObjectGraphDef;
        var library = meta.GraphDef.Library.Function.ToDictionary(f => f.Signature.Name, StringComparer.Ordinal);
        foreach (var (name, concrete) in objects.ConcreteFunctions)
        {
            var own = Flat(concrete.CanonicalizedInputSignature).ToArray();
            var signature = library.GetValueOrDefault(name)?.Signature;
            if (signature is null || signature.InputArg.Count != own.Length + concrete.BoundInputs.Count)
            {
                yield return $"'{name}' takes other arguments than its input and what is bound to it";
                continue;
            }

            if (own.Where((spec, i) => spec.Dtype != signature.InputArg[i].Type).Any())
            {
                yield return $"'{name}' has an input of another type than it says";
            }

            var outputs = Flat(concrete.OutputSignature).ToArray();
            if (outputs.Length != signature.OutputArg.Count || outputs.Where((spec, i) => spec.Dtype != signature.OutputArg[i].Type).Any())
            {
                yield return $"'{name}' has other outputs than it says";
            }
        }

        string[] named =
        [
            .. objects.Nodes.Where(n => n.Function is not null).SelectMany(n => n.Function.ConcreteFunctions),
            .. objects.Nodes.Where(n => n.BareConcreteFunction is not null).Select(n => n.BareConcreteFunction.ConcreteFunctionName),
        ];
        foreach (var missing in named.Where(n => !objects.ConcreteFunctions.ContainsKey(n)))
        {
            yield return $"the function '{missing}' is not there";
        }
    }

    // Dictionaries are flattened in the order of their keys.
    private static IEnumerable<TensorSpecProto> Flat(StructuredValue value) => value.KindCase switch
    {
        StructuredValue.KindOneofCase.TensorSpecValue => [value.TensorSpecValue],
        StructuredValue.KindOneofCase.TupleValue => value.TupleValue.Values.SelectMany(Flat),
        StructuredValue.KindOneofCase.ListValue => value.ListValue.Values.SelectMany(Flat),
        StructuredValue.KindOneofCase.DictValue => value.DictValue.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => Flat(f.Value)),
        _ => [],
    };
}
