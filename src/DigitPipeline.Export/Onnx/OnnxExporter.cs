using DigitPipeline.Detection.Model;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx.Protos;
using DigitPipeline.Formats;
using Google.Protobuf;

namespace DigitPipeline.Export.Onnx;

/// <summary>
/// Writes a detector as one ONNX file: input <c>input_tensor</c>, pictures as bytes <c>[batch, height, width, 3]</c> of any size (one
/// where the suppression is soft); the eight outputs of the Object Detection API's exporter. The same network, weights and options give the same bytes on any machine.
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
    /// <param name="precision">How kernels are stored.</param>
    /// <exception cref="ArgumentException">Weights are missing, or anchors or classes do not fit the options.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        DetectorNetwork network, IReadOnlyDictionary<string, float[]> weights, InferenceOptions options, string path,
        WeightPrecision precision = WeightPrecision.Float32) =>
        WholeFile.Write(path, Build(NetworkLowering.Lower(network, weights), options, precision).ToByteArray());

    /// <summary>Writes a detector's file whole or not at all.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="weights">Variable name to elements.</param>
    /// <param name="classNames">Names by label-map id from 1.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="precision">How kernels are stored.</param>
    /// <exception cref="ArgumentException">Weights are missing, or there are more or fewer names than classes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        DetectorDefinition detector, IReadOnlyDictionary<string, float[]> weights, IReadOnlyList<string> classNames, string path,
        WeightPrecision precision = WeightPrecision.Float32) =>
        Write(detector.Network, weights, InferenceOptions.Of(detector, classNames), path, precision);

    /// <summary>The model of an inference graph.</summary>
    internal static ModelProto Build(InferenceGraph graph, InferenceOptions options, WeightPrecision precision = WeightPrecision.Float32)
    {
        var builder = new OnnxGraphBuilder();
        object batch = OnnxPostprocessing.TakesBatches(options) ? OnnxPostprocessing.Batch : 1;
        builder.Graph.Input.Add(OnnxGraphBuilder.Value(InputName, TensorProto.Types.DataType.Uint8, batch, "height", "width", 3));
        var preprocessing = new OnnxPreprocessing(builder, options);
        var network = new OnnxNetwork(builder, preprocessing.Write(InputName), precision);
        network.Write(graph);
        new OnnxPostprocessing(builder, options).Write(
            [.. graph.Levels.Select(l => (network.Of(l.BoxEncodings), network.Of(l.ClassLogits)))], preprocessing.Window);

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "DigitPipeline", Graph = builder.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.Add(new StringStringEntryProto { Key = ClassNamesKey, Value = string.Join('\n', options.ClassNames) });
        return model;
    }
}
