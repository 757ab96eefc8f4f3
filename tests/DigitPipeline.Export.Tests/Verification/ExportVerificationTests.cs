using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Export.Onnx;
using DigitPipeline.Export.Tests.Reference;
using DigitPipeline.Export.Verification;

namespace DigitPipeline.Export.Tests.Verification;

public sealed class ExportVerificationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("verify");
    private readonly SmallDetector small = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void An_export_of_the_same_weights_passes()
    {
        var comparison = Compare(small);
        Assert.True(comparison.Passed, comparison.ToString());
        Assert.InRange(comparison.Compared, 20, 60);
    }

    [Fact]
    public void An_export_of_other_weights_fails() => Assert.False(Compare(new SmallDetector(2)).Passed);

    [Fact]
    public void A_box_or_score_beyond_the_tolerance_fails_and_is_measured()
    {
        DetectedObject found = new(new Box(.1f, .1f, .5f, .5f), 1, .8f);
        var moved = Compare([found], [found with { Box = new Box(.1f, .102f, .5f, .5f) }]);
        Assert.Equal((false, .002f), (moved.Passed, MathF.Round(moved.MaxBoxDifference, 5)));
        Assert.False(Compare([found], [found with { Score = .79f }]).Passed);
        Assert.True(Compare([found], [found with { Score = .80005f }]).Passed);
    }

    [Fact]
    public void A_detection_on_one_side_fails_unless_it_is_at_the_lowest_score()
    {
        DetectedObject found = new(new Box(.1f, .1f, .5f, .5f), 1, .8f);
        Assert.Equal(1, Compare([found], []).Unpaired);
        Assert.Equal(1, Compare([found], [found with { ClassId = 2 }]).Compared + 1);
        Assert.Equal(0, Compare([found with { Score = .05004f }], []).Unpaired);
    }

    private ExportComparison Compare(SmallDetector exported)
    {
        var model = Path.Combine(folder.FullName, "model.onnx");
        OnnxExporter.Write(exported.Network, exported.Weights, exported.Options, model);
        using var detector = new OnnxDetector(model, threads: 1);
        var pictures = Enumerable.Range(1, 3).Select(i => SmallDetector.Picture(30 + i, 40, i));
        return ExportVerification.Compare(pictures, p => NaiveDetector.Detect(small, small.Options, p), p => detector.Detect(p));
    }

    private static ExportComparison Compare(DetectedObject[] reference, DetectedObject[] exported) =>
        ExportVerification.Compare([SmallDetector.Picture(2, 2)], _ => reference, _ => exported);
}
