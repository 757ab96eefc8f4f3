using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.SavedModel.Graph;
using DigitPipeline.Export.SavedModel.Operators;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats;
using DigitPipeline.Formats.Checkpoint;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using SavedModelProto = DigitPipeline.Export.SavedModel.Protos.SavedModel;

namespace DigitPipeline.Export.SavedModel;

/// <summary>
/// Writes a detector as a TensorFlow 2 SavedModel with the signature of the Object Detection API's exporter: <c>serving_default</c>, input
/// <c>input_tensor</c>, eight outputs. The same detector gives the same bytes on any machine.
/// </summary>
public static class SavedModelWriter
{
    /// <summary>Name of the signature.</summary>
    public const string SignatureName = "serving_default";

    /// <summary>Name of the graph's file in the folder.</summary>
    public const string FileName = "saved_model.pb";

    // The version of TensorFlow whose file this is like: 2.10, graphs of version 1205 that programs from version 12 on can read.
    private const string TensorFlowVersion = "2.10.1";
    private const string Tag = "serve";
    private const int GraphProducer = 1205, GraphMinConsumer = 12, SchemaVersion = 1;
    private const string InitSignature = "__saved_model_init_op";

    /// <summary>Writes <c>variables/</c> and, last, <c>saved_model.pb</c>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Variable name to elements.</param>
    /// <param name="options">Pre- and post-processing.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="folder">The folder, which is made where it is missing.</param>
    /// <exception cref="ArgumentException">Weights are missing, or anchors or classes do not fit the options.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(
        DetectorNetwork network, IReadOnlyDictionary<string, float[]> weights, InferenceOptions options, InputType input, string folder)
    {
        var graph = NetworkLowering.Lower(network, weights);
        var variables = SavedModelVariable.Of(graph);
        var (model, objects) = Build(graph, variables, options, input);
        var prefix = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "variables")).FullName, "variables");
        var keys = new SavedObjects(variables).Keys;
        TensorBundleWriter.Write(
            prefix,
            [
                .. variables.Select((v, i) => BundleTensor.OfFloats(keys[i], [.. v.Shape.Select(s => (long)s)], v.Values)),
                BundleTensor.OfStrings(TensorBundleReader.ObjectGraphKey, [], [objects.Memory]),
            ]);
        WholeFile.Write(Path.Combine(folder, FileName), model.ToByteArray());
    }

    /// <summary>The graph's file, and the object graph of its checkpoint.</summary>
    internal static (SavedModelProto Model, ByteString Objects) Build(
        InferenceGraph graph, IReadOnlyList<SavedModelVariable> variables, InferenceOptions options, InputType input)
    {
        var objects = new SavedObjects(variables);
        var detection = new DetectionFunction(graph, options, variables, input);
        var objectGraph = objects.Graph(detection, input);
        var checkpoint = objects.Checkpoint(objectGraph).ToByteString();
        var outer = new OuterGraph(variables, detection, input, checkpoint).Graph;
        string[] keys = [.. objects.Keys];
        outer.Library = new FunctionDefLibrary();
        outer.Library.Function.AddRange(
        [
            .. detection.Functions, SignatureWrapper.Write(detection, variables.Count, input),
            CheckpointFunctions.Save(variables, [.. keys, TensorBundleReader.ObjectGraphKey]), CheckpointFunctions.Restore(variables, keys),
        ]);
        outer.Versions = new Versions { Producer = GraphProducer, MinConsumer = GraphMinConsumer };
        var metaGraph = new MetaGraphDef
        {
            MetaInfoDef = new MetaGraphDef.Types.MetaInfoDef
            {
                TensorflowVersion = TensorFlowVersion,
                TensorflowGitVersion = "DigitPipeline",
                StrippedDefaultAttrs = true,
                StrippedOpList = OpList(outer),
            },
            GraphDef = outer,
            SaverDef = new SaverDef
            {
                FilenameTensorName = OuterGraph.FileNode + ":0",
                SaveTensorName = OuterGraph.SaveNode + ":0",
                RestoreOpName = OuterGraph.RestoreNode,
                Version = SaverDef.Types.CheckpointFormatVersion.V2,
            },
            ObjectGraphDef = objectGraph,
        };
        metaGraph.MetaInfoDef.Tags.Add(Tag);
        var init = new CollectionDef { NodeList = new CollectionDef.Types.NodeList() };
        init.NodeList.Value.Add(OuterGraph.InitNode);
        metaGraph.CollectionDef.Add("saved_model_main_op", init);
        AddSignatures(metaGraph, detection, input);
        var model = new SavedModelProto { SavedModelSchemaVersion = SchemaVersion };
        model.MetaGraphs.Add(metaGraph);
        return (model, checkpoint);
    }

    private static void AddSignatures(MetaGraphDef metaGraph, DetectionFunction detection, InputType input)
    {
        var init = new SignatureDef();
        init.Outputs.Add(InitSignature, new TensorInfo { Name = OuterGraph.InitNode, TensorShape = new TensorShapeProto { UnknownRank = true } });
        metaGraph.SignatureDef.Add(InitSignature, init);
        var serving = new SignatureDef { MethodName = "tensorflow/serving/predict" };
        serving.Inputs.Add(DetectionFunction.InputName, Info(OuterGraph.InputNode, 0, input.ElementType(), input.Shape()));
        for (var i = 0; i < detection.Outputs.Count; i++)
        {
            serving.Outputs.Add(detection.Outputs[i].Name, Info(OuterGraph.ServeNode, i, DataType.DtFloat, detection.Outputs[i].Shape));
        }

        metaGraph.SignatureDef.Add(SignatureName, serving);
    }

    private static TensorInfo Info(string node, int output, DataType type, int[] shape) =>
        new() { Name = FormattableString.Invariant($"{node}:{output}"), Dtype = type, TensorShape = Attributes.ShapeOf(shape) };

    private static OpList OpList(GraphDef graph)
    {
        var used = graph.Node.Concat(graph.Library.Function.SelectMany(f => f.NodeDef)).Select(n => n.Op).Distinct().Order(StringComparer.Ordinal);
        var list = new OpList();
        list.Op.AddRange(used.Select(OperatorTable.Get));
        return list;
    }
}
