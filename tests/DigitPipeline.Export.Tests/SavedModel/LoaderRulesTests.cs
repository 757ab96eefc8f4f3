using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Tests.Reference.TensorFlow;
using SavedModelProto = DigitPipeline.Export.SavedModel.Protos.SavedModel;

namespace DigitPipeline.Export.Tests.SavedModel;

/// <summary>What TensorFlow checks when it loads a SavedModel; the golden one passes the same checks.</summary>
public sealed class LoaderRulesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("saved-model");
    private readonly SmallDetector small = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_originals_SavedModel_passes_the_rules()
    {
        var golden = Path.Combine(Golden.Folder("odapi/export"), "exported_image_tensor", "saved_model");
        Assert.Empty(LoaderRules.Broken(LoadedModel.Load(golden).MetaGraph, golden, known: false));
    }

    [Theory]
    [InlineData(InputType.ImageTensor, false)]
    [InlineData(InputType.FloatImageTensor, true)]
    [InlineData(InputType.EncodedImageStringTensor, false)]
    [InlineData(InputType.TfExample, true)]
    public void Ours_pass_them(InputType type, bool classAgnostic)
    {
        SavedModelWriter.Write(small.Network, small.Weights, small.Options with { ClassAgnostic = classAgnostic }, type, folder.FullName);
        Assert.Empty(LoaderRules.Broken(LoadedModel.Load(folder.FullName).MetaGraph, folder.FullName, known: true));
    }

    [Fact]
    public void A_broken_one_is_found()
    {
        SavedModelWriter.Write(small.Network, small.Weights, small.Options, InputType.ImageTensor, folder.FullName);
        MetaGraphDef Fresh() => SavedModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder.FullName, "saved_model.pb"))).MetaGraphs[0];
        (Action<MetaGraphDef> Break, string Says)[] cases =
        [
            (m => m.GraphDef.Library.Function[0].NodeDef[5].Input.Add("nowhere:output:0"), "nowhere"),
            (m => m.GraphDef.Library.Function[0].Ret["identity"] = "nowhere:output:0", "returns"),
            (m => m.ObjectGraphDef.ConcreteFunctions[DetectionFunction.FunctionName].BoundInputs.RemoveAt(0), "bound"),
            (m => m.ObjectGraphDef.Nodes[5].Variable.Shape.Dim[0].Size++, "shape"),
            (m => m.ObjectGraphDef.Nodes[0].Children[1].LocalName = "call", "checkpoint"),
            (m => m.SaverDef.RestoreOpName = "restore", "restore"),
            (m => m.SignatureDef["serving_default"].Outputs["num_detections"].Name = "StatefulPartitionedCall:8", "num_detections"),
            (m => m.GraphDef.Node[0].Attr.Remove("dtype"), "dtype"),
            (m => m.MetaInfoDef.StrippedOpList.Op.RemoveAt(3), "stripped_op_list"),
        ];
        Assert.All(cases, c =>
        {
            var model = Fresh();
            c.Break(model);
            Assert.Contains(LoaderRules.Broken(model, folder.FullName, known: true), problem => problem.Contains(c.Says, StringComparison.Ordinal));
        });
    }
}
