using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.SavedModel;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Tests.Reference.TensorFlow;
using DigitPipeline.Export.Verification;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Export.Tests.Verification;

public sealed class ThreeEnginesTests : IDisposable
{
    private const int Pictures = 60;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engines");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void SavedModel_ONNX_and_libtorch_agree_on_60_test_pictures()
    {
        var config = PipelineConfigDocument.Read(Path.Combine(Golden.Folder("odapi/model-small"), "pipeline.config")).Config;
        var (definition, weights) = (DetectorFactory.FromConfig(config), GoldenModel.Weights());
        var options = InferenceOptions.Of(definition, [.. Enumerable.Range(0, 10).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        var onnx = Path.Combine(folder.FullName, "model.onnx");
        OnnxExporter.Write(definition.Network, weights, options, onnx);
        SavedModelWriter.Write(definition.Network, weights, options, InputType.ImageTensor, folder.FullName);
        using var detector = new Detector(definition, weights);
        using var session = new OnnxDetector(onnx);
        var savedModel = LoadedModel.Load(folder.FullName);

        RgbImage[] pictures = [.. Directory.GetFiles(TestPictures(), "*.jpg").Concat(Directory.GetFiles(TestPictures(), "*.png")).Order(StringComparer.Ordinal).Take(Pictures)
            .Select(file => ImageDecoder.Decode(File.ReadAllBytes(file), file))];
        Assert.Equal(Pictures, pictures.Length);
        var found = pictures.AsParallel().AsOrdered().Select(p => Detections(savedModel.Run(Tensor.Of([1, p.Height, p.Width, 3], p.Pixels)))).ToArray();
        var place = pictures.Zip(found).ToDictionary(p => (object)p.First, p => p.Second, ReferenceEqualityComparer.Instance!);
        var withOnnx = ExportVerification.Compare(pictures, p => session.Detect(p), p => place[p], minScore: 0);
        var withTorch = ExportVerification.Compare(pictures, detector.Detect, p => place[p], minScore: 0);
        TestContext.Current.SendDiagnosticMessage($"SavedModel against ONNX: {withOnnx}\nSavedModel against libtorch: {withTorch}");
        Assert.True(withOnnx.Passed && withOnnx.Compared > 5000, withOnnx.ToString());
        Assert.True(withTorch.Passed && withTorch.Compared > 5000, withTorch.ToString());
    }

    private static string TestPictures()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DigitPipeline.sln")))
            {
                return Path.Combine(folder.FullName, "data", "digits", "test");
            }
        }

        throw new DirectoryNotFoundException("data/digits/test");
    }

    private static List<DetectedObject> Detections(Dictionary<string, Tensor> outputs)
    {
        var (boxes, scores, classes) = (outputs["detection_boxes"].Floats, outputs["detection_scores"].Floats, outputs["detection_classes"].Floats);
        return [.. Enumerable.Range(0, (int)outputs["num_detections"].Floats[0]).Select(i => new DetectedObject(
            new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], scores[i]))];
    }
}
