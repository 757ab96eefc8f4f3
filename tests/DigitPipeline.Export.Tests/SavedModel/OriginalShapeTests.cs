using System.Text.Json;
using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Tests.Reference.TensorFlow;

namespace DigitPipeline.Export.Tests.SavedModel;

/// <summary>Our SavedModel of the original's model beside the original's: signatures, objects, interfaces of operations.</summary>
public sealed class OriginalShapeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("saved-model");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(InputType.ImageTensor)]
    [InlineData(InputType.FloatImageTensor)]
    [InlineData(InputType.EncodedImageStringTensor)]
    [InlineData(InputType.TfExample)]
    public void The_signature_is_the_originals(InputType type)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Folder("odapi/export"), "signatures.json")));
        var expected = json.RootElement.GetProperty(type.Name());
        var meta = Ours(type);
        Assert.Equal(Strings(expected.GetProperty("tags")), meta.MetaInfoDef.Tags);
        Assert.Equal(Strings(expected.GetProperty("signature_keys")), meta.SignatureDef.Keys.Order(StringComparer.Ordinal));
        var (serving, signature) = (expected.GetProperty("serving_default"), meta.SignatureDef["serving_default"]);
        Assert.Equal(serving.GetProperty("method_name").GetString(), signature.MethodName);
        Assert.Equal(Infos(serving.GetProperty("inputs")), signature.Inputs.Select(Info).Order(StringComparer.Ordinal));
        Assert.Equal(Infos(serving.GetProperty("outputs")), signature.Outputs.Select(Info).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_functions_and_objects_that_Python_sees_are_declared_as_the_originals()
    {
        var (golden, ours) = (Original(), Ours(InputType.ImageTensor));
        Assert.Equal(golden.SaverDef, ours.SaverDef);
        Assert.Equal(golden.CollectionDef, ours.CollectionDef);
        Assert.Equal(golden.SignatureDef, ours.SignatureDef);
        Assert.Equal(golden.GraphDef.Versions, ours.GraphDef.Versions);
        Assert.Equal(golden.ObjectGraphDef.Nodes[0].UserObject, ours.ObjectGraphDef.Nodes[0].UserObject);
        foreach (var path in (string[][])[["signatures"], ["signatures", "serving_default"], ["__call__"]])
        {
            var (expected, actual) = (Find(golden.ObjectGraphDef, path), Find(ours.ObjectGraphDef, path));
            Assert.Equal(expected.KindCase, actual.KindCase);
            Assert.Equal(expected.UserObject, actual.UserObject);
            Assert.Equal(Concrete(golden.ObjectGraphDef, expected)?.CanonicalizedInputSignature, Concrete(ours.ObjectGraphDef, actual)?.CanonicalizedInputSignature);
            Assert.Equal(Concrete(golden.ObjectGraphDef, expected)?.OutputSignature, Concrete(ours.ObjectGraphDef, actual)?.OutputSignature);
        }

        var (wrapper, own) = (Find(golden.ObjectGraphDef, ["signatures", "serving_default"]), Find(ours.ObjectGraphDef, ["signatures", "serving_default"]));
        Assert.Equal(wrapper.BareConcreteFunction.FunctionSpec, own.BareConcreteFunction.FunctionSpec);
        Assert.Equal(wrapper.BareConcreteFunction.ArgumentKeywords, own.BareConcreteFunction.ArgumentKeywords);
        Assert.Equal(
            Find(golden.ObjectGraphDef, ["__call__"]).Function.FunctionSpec.InputSignature, Find(ours.ObjectGraphDef, ["__call__"]).Function.FunctionSpec.InputSignature);
    }

    [Fact]
    public void The_table_describes_operations_as_TensorFlow_does()
    {
        var original = Original().MetaInfoDef.StrippedOpList.Op.Where(o => OperatorTable.All.ContainsKey(o.Name)).ToArray();
        Assert.InRange(original.Length, 40, 61);
        Assert.All(original, o => Assert.Equal(o.ToString(), OperatorTable.Get(o.Name).ToString()));
    }

    private static SavedObject Find(SavedObjectGraph graph, string[] path) =>
        path.Aggregate(graph.Nodes[0], (node, name) => graph.Nodes[node.Children.Single(c => c.LocalName == name).NodeId]);

    private static SavedConcreteFunction? Concrete(SavedObjectGraph graph, SavedObject node) => node.KindCase switch
    {
        SavedObject.KindOneofCase.Function => graph.ConcreteFunctions[node.Function.ConcreteFunctions.Single()],
        SavedObject.KindOneofCase.BareConcreteFunction => graph.ConcreteFunctions[node.BareConcreteFunction.ConcreteFunctionName],
        _ => null,
    };

    private static MetaGraphDef Original() => LoadedModel.Load(Path.Combine(Golden.Folder("odapi/export"), "exported_image_tensor", "saved_model")).MetaGraph;

    private MetaGraphDef Ours(InputType type)
    {
        var options = GoldenSavedModelTests.Options();
        SavedModelWriter.Write(GoldenModel.Network(), GoldenModel.Weights(), options, type, folder.FullName);
        return LoadedModel.Load(folder.FullName).MetaGraph;
    }

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    private static IEnumerable<string> Infos(JsonElement infos) => infos.EnumerateObject().Select(i =>
        $"{i.Name} {i.Value.GetProperty("name")} {i.Value.GetProperty("dtype")} [{string.Join(", ", i.Value.GetProperty("shape").EnumerateArray())}]").Order(StringComparer.Ordinal);

    private static string Info(KeyValuePair<string, TensorInfo> info)
    {
        var type = info.Value.Dtype.ToString()[2..].ToLowerInvariant();
        return $"{info.Key} {info.Value.Name} {(type == "float" ? "float32" : type)} [{string.Join(", ", info.Value.TensorShape.Dim.Select(d => d.Size))}]";
    }
}
