using Google.Protobuf;
using Node = DigitPipeline.Formats.Checkpoint.TrackableObjectGraph.Types.TrackableObject;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// Makes the object graph of a checkpoint from its keys, so that TensorFlow finds each variable on the way of its attribute names,
/// and the slots that an optimizer keeps for it.
/// </summary>
public sealed class ObjectGraphBuilder
{
    private readonly TrackableObjectGraph graph = new();
    private readonly Dictionary<(int Parent, string Name), int> children = [];

    private ObjectGraphBuilder() => Add();

    /// <summary>The graph of the given keys: nodes breadth-first in the order of the keys, slot variables after them.</summary>
    /// <exception cref="ArgumentException">A key is none of an object-based checkpoint.</exception>
    public static TrackableObjectGraph Build(IEnumerable<string> keys)
    {
        var builder = new ObjectGraphBuilder();
        var parsed = keys.Order(StringComparer.Ordinal)
            .Select(key => (
                Text: key,
                Key: ObjectKey.Parse(key) ?? throw new ArgumentException($"'{key}' is no key of an object", nameof(keys))))
            .ToList();
        var paths = parsed.Select(entry => entry.Key.Path).Concat(parsed.Select(entry => entry.Key.Optimizer).OfType<string[]>()).ToList();
        for (var depth = 1; paths.Exists(path => path.Length >= depth); depth++)
        {
            foreach (var path in paths.Where(path => path.Length >= depth))
            {
                builder.Child(builder.Find(path.AsSpan(0, depth - 1)), path[depth - 1]);
            }
        }

        foreach (var (text, key) in parsed.OrderBy(entry => entry.Key.Slot is not null))
        {
            builder.Place(text, key);
        }

        return builder.graph;
    }

    /// <summary>The tensor that holds the graph of the given keys.</summary>
    /// <exception cref="ArgumentException">As <see cref="Build"/>.</exception>
    public static BundleTensor Tensor(IEnumerable<string> keys) =>
        BundleTensor.OfStrings(TensorBundleReader.ObjectGraphKey, [], [Build(keys).ToByteArray()]);

    private void Place(string text, ObjectKey key)
    {
        var variable = Find(key.Path);
        var owner = variable;
        if (key is { Optimizer: { } optimizer, Slot: { } slot })
        {
            owner = Add();
            graph.Nodes[Find(optimizer)].SlotVariables.Add(new Node.Types.SlotVariableReference
            {
                OriginalVariableNodeId = variable,
                SlotName = slot,
                SlotVariableNodeId = owner,
            });
        }

        graph.Nodes[owner].Attributes.Add(new Node.Types.SerializedTensor
        {
            Name = key.Attribute,
            FullName = string.Join('/', key.Slot is null ? key.Path : [.. key.Path, key.Slot]),
            CheckpointKey = text,
        });
    }

    private int Find(ReadOnlySpan<string> path)
    {
        var node = 0;
        foreach (var name in path)
        {
            node = children[(node, name)];
        }

        return node;
    }

    private void Child(int parent, string name)
    {
        if (!children.ContainsKey((parent, name)))
        {
            var node = Add();
            children.Add((parent, name), node);
            graph.Nodes[parent].Children.Add(new Node.Types.ObjectReference { NodeId = node, LocalName = name });
        }
    }

    private int Add()
    {
        graph.Nodes.Add(new Node { HasCheckpointValues = new Presence { Value = true } });
        return graph.Nodes.Count - 1;
    }
}
