using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using DigitPipeline.Formats;
using Google.Protobuf;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes a detector as one ONNX file: input <c>input_tensor</c>, one picture as bytes <c>[1, height, width, 3]</c> of any size; outputs as the
/// Object Detection API's exporter names them. The same network, weights and options give the same bytes on any machine.
/// </summary>
public static class OnnxExporter
{
    /// <summary>The operator set that the model asks for.</summary>
    public const int Opset = 17;

    /// <summary>Name of the input.</summary>
    public const string InputName = "input_tensor";

    /// <summary>Key of the class names in the model's metadata: a name a line, by label-map id from 1.</summary>
    public const string ClassNamesKey = "class_names";

    private const int IrVersion = 8;

    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Variable name to elements.</param>
    /// <param name="options">Pre- and post-processing.</param>
    /// <param name="path">The file to write.</param>
    /// <exception cref="ArgumentException">Weights are missing, or anchors or classes do not fit the options.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(DetectorNetwork network, IReadOnlyDictionary<string, float[]> weights, InferenceOptions options, string path) =>
        WholeFile.Write(path, Build(NetworkLowering.Lower(network, weights), options).ToByteArray());

    /// <summary>Writes a detector's file whole or not at all.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="weights">Variable name to elements.</param>
    /// <param name="classNames">Names by label-map id from 1.</param>
    /// <param name="path">The file to write.</param>
    /// <exception cref="ArgumentException">Weights are missing, or there are more or fewer names than classes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        DetectorDefinition detector, IReadOnlyDictionary<string, float[]> weights, IReadOnlyList<string> classNames, string path) =>
        Write(detector.Network, weights, InferenceOptions.Of(detector, classNames), path);

    /// <summary>The model of an inference graph.</summary>
    internal static ModelProto Build(InferenceGraph graph, InferenceOptions options)
    {
        var builder = new OnnxGraphBuilder();
        builder.Graph.Input.Add(OnnxGraphBuilder.Value(InputName, TensorProto.Types.DataType.Uint8, 1, "height", "width", 3));
        var preprocessing = new OnnxPreprocessing(builder, options);
        var network = new OnnxNetwork(builder, preprocessing.Write(InputName));
        network.Write(graph);
        new OnnxPostprocessing(builder, options).Write(
            [.. graph.Levels.Select(l => (network.Of(l.BoxEncodings), network.Of(l.ClassLogits)))], preprocessing.Window);

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "DigitPipeline", Graph = builder.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.Add(new StringStringEntryProto { Key = ClassNamesKey, Value = string.Join('\n', options.ClassNames) });
        return model;
    }
}
