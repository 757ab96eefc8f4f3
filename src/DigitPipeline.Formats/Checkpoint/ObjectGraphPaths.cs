namespace DigitPipeline.Formats.Checkpoint;

/// <summary>
/// Finds variables in an object graph. A variable that the program reaches on several ways is stored under the first of them
/// only; walking the graph finds it on every way.
/// </summary>
public static class ObjectGraphPaths
{
    /// <summary>The checkpoint's key of the variable that a key names on any way; null where the graph has none there.</summary>
    /// <param name="graph">The checkpoint's graph.</param>
    /// <param name="key">A key such as <c>model/kernel/.ATTRIBUTES/VARIABLE_VALUE</c>, also of a slot.</param>
    public static string? Resolve(this TrackableObjectGraph graph, string key)
    {
        if (ObjectKey.Parse(key) is not { } parsed || Walk(graph, parsed.Path) is not { } node)
        {
            return null;
        }

        if (parsed is { Optimizer: { } optimizer, Slot: { } slot })
        {
            var reference = Walk(graph, optimizer) is { } owner
                ? graph.Nodes[owner].SlotVariables.FirstOrDefault(one => one.OriginalVariableNodeId == node && one.SlotName == slot)
                : null;
            if (reference is null || !Exists(graph, reference.SlotVariableNodeId))
            {
                return null;
            }

            node = reference.SlotVariableNodeId;
        }

        return graph.Nodes[node].Attributes.FirstOrDefault(attribute => attribute.Name == parsed.Attribute)?.CheckpointKey;
    }

    private static int? Walk(TrackableObjectGraph graph, string[] path)
    {
        var node = 0;
        foreach (var name in path)
        {
            var child = Exists(graph, node) ? graph.Nodes[node].Children.FirstOrDefault(one => one.LocalName == name) : null;
            if (child is null)
            {
                return null;
            }

            node = child.NodeId;
        }

        return Exists(graph, node) ? node : null;
    }

    private static bool Exists(TrackableObjectGraph graph, int node) => node >= 0 && node < graph.Nodes.Count;
}
