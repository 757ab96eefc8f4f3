using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Export.Inference;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;
using Microsoft.ML.OnnxRuntime;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Export.Tests.Onnx;

public sealed class OnnxExporterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("onnx");
    private readonly SmallDetector small = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(ResizeKind.LegacyBilinear, false)]
    [InlineData(ResizeKind.LegacyBilinear, true)]
    [InlineData(ResizeKind.Antialiased, false)]
    [InlineData(ResizeKind.Antialiased, true)]
    public void ONNX_Runtime_gives_the_detections_of_the_definitions_for_any_picture_size(ResizeKind resize, bool classAgnostic)
    {
        var options = small.Options with
        {
            Resize = resize,
            ClassAgnostic = classAgnostic,
            LogitScale = 1.25f,
            MaxDetections = classAgnostic ? 100 : 15,
            MaxDetectionsPerClass = 7,
        };
        using var detector = new OnnxDetector(Export(options), threads: 1);
        var total = 0;
        foreach (var (width, height) in new[] { (32, 32), (97, 41), (20, 300), (1, 1), (5, 64) })
        {
            var picture = SmallDetector.Picture(width, height, width);
            var expected = NaiveDetector.Detect(small, options, picture);
            var actual = detector.Detect(picture);
            Assert.Equal(expected.Count, actual.Count);
            Assert.Equal(expected, actual, Close);
            total += actual.Count;
        }

        Assert.InRange(total, 60, 490);
    }

    [Fact]
    public void The_logit_of_the_background_is_left_out()
    {
        var options = small.Options with { HasBackground = true, ClassNames = ["one", "two"] };
        using var detector = new OnnxDetector(Export(options), threads: 1);
        var picture = SmallDetector.Picture(40, 40);
        var actual = detector.Detect(picture);
        Assert.NotEmpty(actual);
        Assert.Equal(NaiveDetector.Detect(small, options, picture), actual, Close);
    }

    [Fact]
    public void Outputs_are_the_originals_sorted_by_score_and_filled_up()
    {
        using var session = new InferenceSession(Export(small.Options with { ScoreThreshold = .6f }));
        var picture = SmallDetector.Picture(50, 40);
        using var input = OrtValue.CreateTensorValueFromMemory(picture.Pixels, [1, 40, 50, 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input_tensor"], [input], ["detection_boxes", "detection_scores", "detection_classes", "num_detections"]);

        Assert.Equal([1, 20, 4], results[0].GetTensorTypeAndShape().Shape);
        Assert.Equal([1, 20], results[1].GetTensorTypeAndShape().Shape);
        Assert.Equal([1, 20], results[2].GetTensorTypeAndShape().Shape);
        Assert.Equal([1], results[3].GetTensorTypeAndShape().Shape);
        var count = (int)results[3].GetTensorDataAsSpan<float>()[0];
        var scores = results[1].GetTensorDataAsSpan<float>().ToArray();
        Assert.InRange(count, 1, 19);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores[..count], s => Assert.True(s > .6f));
        Assert.All(scores[count..], s => Assert.Equal(0, s));
        Assert.All(results[0].GetTensorDataAsSpan<float>().ToArray(), v => Assert.InRange(v, 0, 1));
        Assert.All(results[0].GetTensorDataAsSpan<float>()[(4 * count)..].ToArray(), v => Assert.Equal(0, v));
        Assert.All(results[2].GetTensorDataAsSpan<float>()[count..].ToArray(), v => Assert.Equal(1, v));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_above_the_threshold_gives_no_detection(bool classAgnostic)
    {
        using var detector = new OnnxDetector(Export(small.Options with { ScoreThreshold = .9999f, ClassAgnostic = classAgnostic }), threads: 1);
        Assert.Empty(detector.Detect(SmallDetector.Picture(30, 30)));
    }

    [Fact]
    public void The_detector_cuts_by_score_and_number_and_knows_its_classes()
    {
        using var detector = new OnnxDetector(Export(small.Options), threads: 1);
        var picture = SmallDetector.Picture(50, 40);
        var all = detector.Detect(picture);
        Assert.Equal(all.Where(d => d.Score >= all[2].Score), detector.Detect(picture, all[2].Score));
        Assert.Equal(all.Take(2), detector.Detect(picture, maxDetections: 2));
        Assert.Equal(["one", "two", "three"], detector.ClassNames);
    }

    [Fact]
    public void The_same_detector_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(Export(small.Options));
        OnnxExporter.Write(new SmallDetector().Network, new SmallDetector().Weights, new SmallDetector().Options, Path.Combine(folder.FullName, "b.onnx"));
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder.FullName, "b.onnx")));
        Assert.Equal(["b.onnx", "model.onnx"], folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        var weights = small.Weights.Where(w => w.Key != "tower/kernel").ToDictionary();
        var error = Assert.Throws<ArgumentException>(() => OnnxExporter.Write(small.Network, weights, small.Options, Path.Combine(folder.FullName, "x.onnx")));
        Assert.Contains("'tower/kernel' needs 324 weights (6 x 6 x 3 x 3), found 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_an_error_with_its_name()
    {
        var file = Path.Combine(folder.FullName, "broken.onnx");
        File.WriteAllText(file, "no model");
        Assert.StartsWith(file, Assert.Throws<FormatException>(() => new OnnxDetector(file)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => new OnnxDetector(file + "x"));
    }

    private string Export(InferenceOptions options)
    {
        var path = Path.Combine(folder.FullName, "model.onnx");
        OnnxExporter.Write(small.Network, small.Weights, options, path);
        return path;
    }

    private static bool Close(DetectedObject a, DetectedObject b) =>
        a.ClassId == b.ClassId && Near(a.Score, b.Score) && Near(a.Box.YMin, b.Box.YMin) && Near(a.Box.XMin, b.Box.XMin)
        && Near(a.Box.YMax, b.Box.YMax) && Near(a.Box.XMax, b.Box.XMax);

    private static bool Near(float a, float b) => Math.Abs(a - b) < 2e-5;
}
