using System.Text.Json;
using DigitPipeline.Export.Bundle;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Formats.Checkpoint;

namespace DigitPipeline.Export.Tests.Bundle;

public sealed class ExportedCheckpointTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkpoint");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void It_holds_the_keys_shapes_and_values_of_the_originals()
    {
        var golden = Golden.Folder("odapi/model-small");
        ExportedCheckpoint.Write(folder.FullName, GoldenModel.Network(), GoldenModel.Weights());
        var ours = TensorBundleReader.Open(CheckpointLocator.Find(folder.FullName));
        var original = TensorBundleReader.Open(CheckpointLocator.Find(Path.Combine(golden, "checkpoint")));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden, "checkpoint.keys.json")));
        string[] keys = [.. json.RootElement.EnumerateArray().Select(k => k.GetProperty("key").GetString()!)];
        Assert.Equal(465, keys.Length);
        foreach (var key in keys)
        {
            var (expected, actual) = (original.Find(key)!, ours.Find(key));
            Assert.Equal((expected.Type, string.Join(",", expected.Shape)), (actual!.Type, string.Join(",", actual.Shape)));
            Assert.True(key == TensorBundleReader.ObjectGraphKey || original.Read(key).Data.Span.SequenceEqual(ours.Read(key).Data.Span), key);
        }
    }

    [Fact]
    public void Its_object_graph_leads_to_every_variable()
    {
        ExportedCheckpoint.Write(folder.FullName, GoldenModel.Network(), GoldenModel.Weights());
        var bundle = TensorBundleReader.Open(CheckpointLocator.Find(folder.FullName));
        var graph = TrackableObjectGraph.Parser.ParseFrom(bundle.Read(TensorBundleReader.ObjectGraphKey).Strings()[0].Span);
        Assert.All(GoldenModel.Weights().Keys, name => Assert.Equal(name + "/.ATTRIBUTES/VARIABLE_VALUE", graph.Resolve(name + "/.ATTRIBUTES/VARIABLE_VALUE")));
        Assert.Equal(["ckpt-0"], CheckpointState.Read(folder.FullName)!.All);
    }
}
