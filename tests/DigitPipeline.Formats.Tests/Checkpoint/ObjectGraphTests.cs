using System.Text.Json;
using DigitPipeline.Formats.Checkpoint;
using Google.Protobuf;

namespace DigitPipeline.Formats.Tests.Checkpoint;

public class ObjectGraphTests
{
    private const string Value = "/.ATTRIBUTES/VARIABLE_VALUE";

    [Fact]
    public void A_graph_leads_to_every_key_and_to_every_slot()
    {
        string[] keys = ["model/a..b/c.Sd" + Value, "step" + Value, "optimizer/iter" + Value, "model/a..b/c.Sd/.OPTIMIZER_SLOT/optimizer/momentum" + Value];
        var graph = ObjectGraphBuilder.Build(keys);
        Assert.All(keys, key => Assert.Equal(key, graph.Resolve(key)));
        Assert.Null(graph.Resolve("model" + Value));
        Assert.Null(graph.Resolve("nothing"));
        Assert.Equal(["model", "optimizer", "step"], graph.Nodes[0].Children.Select(child => child.LocalName));
        Assert.Equal(["a.b"], graph.Nodes[1].Children.Select(child => child.LocalName));
        Assert.Equal("momentum", graph.Nodes[2].SlotVariables.Single().SlotName);
        Assert.Equal(graph.Nodes.Count - 1, graph.Nodes[2].SlotVariables.Single().SlotVariableNodeId);
    }

    [Fact]
    public void A_key_of_no_object_is_refused() => Assert.Throws<ArgumentException>(() => ObjectGraphBuilder.Build(["kernel"]));

    [Fact]
    public void The_graph_is_stored_in_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var step = BundleTensor.OfInt64s("step" + Value, [], [1]);
        TensorBundleWriter.Write(folder["a"], [step, ObjectGraphBuilder.Tensor([step.Name])]);
        Assert.Equal(step.Name, TensorBundleReader.Open(folder["a"]).ObjectGraph()!.Resolve(step.Name));
    }

    [Fact]
    public void Graphs_that_point_nowhere_do_no_harm()
    {
        var graph = ObjectGraphBuilder.Build(["a" + Value]);
        graph.Nodes[0].Children[0].NodeId = 77;
        Assert.Null(graph.Resolve("a" + Value));
        Assert.Null(graph.Resolve("a/b" + Value));
        Assert.Null(new TrackableObjectGraph().Resolve("a" + Value));
    }

    [Fact]
    public void Golden_graphs_are_read_and_written_byte_for_byte()
    {
        foreach (var prefix in new[] { "objects/ckpt-1", "objects/ckpt-2", "aliases-dir/ckpt" })
        {
            var bytes = File.ReadAllBytes(Golden.Folder($"tensor-bundle/{prefix}.object-graph.bin"));
            var graph = TensorBundleReader.Open(Golden.Folder("tensor-bundle/" + prefix)).ObjectGraph()!;
            Assert.Equal(bytes, graph.ToByteArray());
            var nodes = Golden.Json(Golden.Folder($"tensor-bundle/{prefix}.object-graph.json")).GetProperty("nodes");
            Assert.Equal(nodes.GetArrayLength(), graph.Nodes.Count);
            Assert.Equal(
                nodes.EnumerateArray().SelectMany(node => node.TryGetProperty("children", out var children) ? children.EnumerateArray() : default).Select(Reference),
                graph.Nodes.SelectMany(node => node.Children).Select(child => (child.NodeId, child.LocalName)));
        }
    }

    [Fact]
    public void A_variable_is_found_on_every_way_to_it()
    {
        var graph = TensorBundleReader.Open(Golden.Folder("tensor-bundle/aliases-dir/ckpt")).ObjectGraph()!;
        Assert.All(["v", "alias", "child/parent_v", "root/root/v"], way => Assert.Equal("v" + Value, graph.Resolve(way + Value)));
    }

    [Fact]
    public void Our_graph_of_the_original_s_keys_leads_where_the_original_s_does()
    {
        foreach (var prefix in GoldenBundles.Detectors().Append(Golden.Folder("tensor-bundle/objects/ckpt-1")))
        {
            var bundle = TensorBundleReader.Open(prefix);
            var keys = bundle.Entries.Select(entry => entry.Name).Where(name => name != TensorBundleReader.ObjectGraphKey).ToList();
            var (original, ours) = (bundle.ObjectGraph()!, ObjectGraphBuilder.Build(keys));
            Assert.All(keys, key => Assert.Equal((key, key), (original.Resolve(key), ours.Resolve(key))));
            Assert.Equal(original.Nodes.Sum(node => node.SlotVariables.Count), ours.Nodes.Sum(node => node.SlotVariables.Count));
        }
    }

    private static (int, string) Reference(JsonElement child) =>
        (child.TryGetProperty("node_id", out var id) ? id.GetInt32() : 0, child.GetProperty("local_name").GetString()!);
}
