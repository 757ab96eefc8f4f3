using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;
using Microsoft.ML.OnnxRuntime;

namespace DigitPipeline.Export.Tests.Onnx;

public sealed class BatchTests : IDisposable
{
    private static readonly string[] Outputs =
    [
        "detection_anchor_indices", "detection_boxes", "detection_classes", "detection_multiclass_scores", "detection_scores", "num_detections",
        "raw_detection_boxes", "raw_detection_scores",
    ];

    private readonly string file = Path.GetTempFileName();
    private readonly SmallDetector small = new();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(ResizeKind.LegacyBilinear, false)]
    [InlineData(ResizeKind.Antialiased, false)]
    [InlineData(ResizeKind.Antialiased, true)]
    public void Each_picture_of_a_batch_gives_what_it_gives_alone(ResizeKind resize, bool classAgnostic)
    {
        OnnxExporter.Write(small.Network, small.Weights, small.Options with { Resize = resize, ClassAgnostic = classAgnostic }, file);
        using var session = new InferenceSession(file);
        byte[][] pictures = [.. Enumerable.Range(0, 3).Select(i => SmallDetector.Picture(45, 37, i).Pixels)];
        var together = Run(session, 3, [.. pictures.SelectMany(p => p)]);
        var alone = pictures.Select(p => Run(session, 1, p)).ToArray();
        Assert.All(Outputs, name => Assert.Equal(alone.SelectMany(a => a[name]), together[name], (a, b) => Math.Abs(a - b) < 2e-6));
        Assert.All(together["num_detections"], n => Assert.InRange(n, 1, 20));
    }

    [Fact]
    public void The_sizes_of_all_eight_outputs_follow_the_batch()
    {
        OnnxExporter.Write(small.Network, small.Weights, small.Options, file);
        using var session = new InferenceSession(file);
        Assert.Equal(Outputs, session.OutputMetadata.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([-1, 20, 4], session.OutputMetadata["detection_boxes"].Dimensions);
        Assert.Equal([-1], session.OutputMetadata["num_detections"].Dimensions);
        Assert.Equal([-1, 160, 3], session.OutputMetadata["raw_detection_scores"].Dimensions);
    }

    private static Dictionary<string, float[]> Run(InferenceSession session, int count, byte[] pixels)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [count, 37, 45, 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input_tensor"], [input], Outputs);
        return Outputs.Zip(results, (name, value) => (name, Values: value.GetTensorDataAsSpan<float>().ToArray())).ToDictionary(r => r.name, r => r.Values);
    }
}
