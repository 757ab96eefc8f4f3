using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Onnx.Protos;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Verification;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace DigitPipeline.Export.Tests.Onnx;

/// <summary>Parts of the exported graph against what the Object Detection API computed (golden/odapi/model-small).</summary>
public sealed class OriginalGoldenTests
{
    private const int Anchors = 8184;
    private const int Classes = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Preprocessing_is_the_originals_bit_for_bit(int image)
    {
        var folder = Golden.Folder("odapi/model-small");
        var (shape, pixels) = Golden.Npy<byte>(Path.Combine(folder, FormattableString.Invariant($"image{image}_uint8.npy")));
        var builder = new OnnxGraphBuilder();
        builder.Graph.Input.Add(OnnxGraphBuilder.Value("input_tensor", TensorProto.Types.DataType.Uint8, 1, "height", "width", 3));
        var output = new OnnxPreprocessing(builder, Options()).Write("input_tensor");
        builder.Graph.Output.Add(OnnxGraphBuilder.Value(output, TensorProto.Types.DataType.Float, 1, 3, 256, 256));

        using var session = Session(builder);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, shape[0], shape[1], 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input_tensor"], [input], [output]);

        const int plane = 256 * 256;
        var planes = results[0].GetTensorDataAsSpan<float>().ToArray();
        var actual = Enumerable.Range(0, planes.Length).Select(i => planes[i % 3 * plane + i / 3]);
        Assert.Equal(Golden.Npy<float>(Path.Combine(folder, "preprocessed.npy")).Values.Skip(image * plane * 3).Take(plane * 3), actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Postprocessing_gives_the_originals_detections(int image)
    {
        var folder = Golden.Folder("odapi/model-small/infer");
        float[] Part(string name, int each) => [.. Golden.Npy<float>(Path.Combine(folder, name + ".npy")).Values.Skip(image * each).Take(each)];
        var builder = new OnnxGraphBuilder();
        builder.Floats("boxes", Transposed(Part("box_encodings", Anchors * 4), 4), 1, 4, Anchors, 1);
        builder.Floats("classes", Transposed(Part("class_predictions_with_background", Anchors * (Classes + 1)), Classes + 1), 1, Classes + 1, Anchors, 1);
        new OnnxPostprocessing(builder, Options()).Write([("boxes", "classes")]);

        using var session = Session(builder);
        using var run = new RunOptions();
        using var results = session.Run(run, [], Array.Empty<OrtValue>(), ["detection_boxes", "detection_scores", "detection_classes", "num_detections"]);

        // Scores that agree to the last digit may stand in another order: detections are paired by class and place.
        var expected = Detections(Part("detection_boxes", 400), Part("detection_scores", 100), [.. Part("detection_classes", 100).Select(c => c + 1)]);
        var actual = Detections(
            results[0].GetTensorDataAsSpan<float>().ToArray(), results[1].GetTensorDataAsSpan<float>().ToArray(), results[2].GetTensorDataAsSpan<float>().ToArray());
        var comparison = ExportVerification.Compare([new RgbImage(1, 1, new byte[3])], _ => expected, _ => actual, minScore: 0, tolerance: 2e-6f);
        Assert.Equal((100, 0, true), (comparison.Compared, comparison.Unpaired, comparison.Passed));
        Assert.Equal(Part("num_detections", 1), results[3].GetTensorDataAsSpan<float>().ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_whole_model_detects_what_the_originals_SavedModel_detects(int image)
    {
        var (shape, pixels) = Golden.Npy<byte>(Path.Combine(Golden.Folder("odapi/model-small"), FormattableString.Invariant($"image{image}_uint8.npy")));
        var folder = Path.Combine(Golden.Folder("odapi/export"), FormattableString.Invariant($"outputs_image{image}"));
        float[] Output(string name) => Golden.Npy<float>(Path.Combine(folder, name + ".npy")).Values;
        var model = Path.GetTempFileName();
        try
        {
            OnnxExporter.Write(GoldenModel.Network(), GoldenModel.Weights(), Options(), model);
            using var detector = new OnnxDetector(model, threads: 1);
            var expected = Detections(Output("detection_boxes"), Output("detection_scores"), Output("detection_classes"));
            var comparison = ExportVerification.Compare(
                [new RgbImage(shape[1], shape[0], pixels)], _ => expected, p => detector.Detect(p), minScore: 0, tolerance: 2e-5f);
            Assert.True(comparison.Passed && comparison.Unpaired == 0, comparison.ToString());
            Assert.InRange(comparison.Compared, 95, 100);
        }
        finally
        {
            File.Delete(model);
        }
    }

    private static DetectedObject[] Detections(float[] boxes, float[] scores, float[] classes) =>
    [
        .. scores.Select((score, i) => new DetectedObject(
            new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]), (int)classes[i], score)),
    ];

    private static InferenceOptions Options()
    {
        var values = Golden.Npy<float>(Path.Combine(Golden.Folder("odapi/model-small"), "anchors.npy")).Values;
        var anchors = new float[Anchors, 4];
        Buffer.BlockCopy(values, 0, anchors, 0, values.Length * sizeof(float));
        return new InferenceOptions
        {
            InputHeight = 256,
            InputWidth = 256,
            ChannelScale = [1, 1, 1],
            ChannelOffset = [-123.68f, -116.779f, -103.939f],
            Anchors = anchors,
            HasBackground = true,
            ClassNames = [.. Enumerable.Repeat("digit", Classes)],
        };
    }

    private static InferenceSession Session(OnnxGraphBuilder builder)
    {
        var model = new ModelProto { IrVersion = 8, Graph = builder.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxExporter.Opset });
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        return new InferenceSession(model.ToByteArray(), options);
    }

    // [anchors, columns] to [columns, anchors]: one cell in a row, as many rows as anchors.
    private static float[] Transposed(float[] values, int columns) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[i % Anchors * columns + i / Anchors])];
}
