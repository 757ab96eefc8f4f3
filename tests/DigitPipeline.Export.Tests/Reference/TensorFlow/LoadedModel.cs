using System.IO.Compression;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Export.SavedModel.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf;
using SavedModelProto = DigitPipeline.Export.SavedModel.Protos.SavedModel;

namespace DigitPipeline.Export.Tests.Reference.TensorFlow;

/// <summary>A SavedModel in the interpreter, its variables restored by its own restore function, as TensorFlow Serving does it.</summary>
internal sealed class LoadedModel
{
    private readonly GraphInterpreter interpreter;

    private LoadedModel(SavedModelProto model, string folder)
    {
        MetaGraph = model.MetaGraphs.Single();
        interpreter = new GraphInterpreter(MetaGraph.GraphDef, new Dictionary<string, Tensor>(StringComparer.Ordinal));
        var prefix = ByteString.CopyFromUtf8(Path.Combine(folder, "variables", "variables"));
        var file = MetaGraph.SaverDef.FilenameTensorName.Split(':')[0];
        interpreter.Run(MetaGraph.SaverDef.RestoreOpName, new Dictionary<string, Tensor> { [file] = Tensor.Of(prefix) });
    }

    public MetaGraphDef MetaGraph { get; }

    public IReadOnlyDictionary<string, Tensor> Variables => interpreter.Variables;

    /// <summary>Loads a folder; the graph may be compressed (<c>saved_model.pb.gz</c>).</summary>
    public static LoadedModel Load(string folder)
    {
        var plain = Path.Combine(folder, "saved_model.pb");
        using var file = File.OpenRead(File.Exists(plain) ? plain : plain + ".gz");
        using Stream stream = File.Exists(plain) ? file : new GZipStream(file, CompressionMode.Decompress);
        return new LoadedModel(SavedModelProto.Parser.ParseFrom(stream), folder);
    }

    /// <summary>Runs the signature.</summary>
    /// <returns>The outputs by name, checked against type and shape that the signature promises.</returns>
    public Dictionary<string, Tensor> Run(Tensor input)
    {
        var signature = MetaGraph.SignatureDef["serving_default"];
        var placeholder = signature.Inputs["input_tensor"].Name.Split(':')[0];
        var node = signature.Outputs.First().Value.Name.Split(':')[0];
        var values = interpreter.Run(node, new Dictionary<string, Tensor> { [placeholder] = input });
        return signature.Outputs.ToDictionary(o => o.Key, o => Promised(o.Key, o.Value, values), StringComparer.Ordinal);
    }

    /// <summary>The detections of a picture.</summary>
    public List<DetectedObject> Detect(RgbImage picture)
    {
        var outputs = Run(Tensor.Of([1, picture.Height, picture.Width, 3], picture.Pixels));
        var (boxes, scores, classes) = (outputs["detection_boxes"].Floats, outputs["detection_scores"].Floats, outputs["detection_classes"].Floats);
        return [.. Enumerable.Range(0, (int)outputs["num_detections"].Floats[0]).Select(i => new DetectedObject(
            new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], scores[i]))];
    }

    private static Tensor Promised(string name, TensorInfo info, Tensor[] values)
    {
        var value = values[int.Parse(info.Name.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
        Assert.Equal(DataType.DtFloat, info.Dtype);
        Assert.IsType<float[]>(value.Data);
        Assert.True(
            info.TensorShape.Dim.Count == value.Rank && info.TensorShape.Dim.Zip(value.Shape, (d, s) => d.Size < 0 || d.Size == s).All(fits => fits),
            $"{name} is [{string.Join(", ", value.Shape)}], promised {info.TensorShape}");
        return value;
    }
}
