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

    [Fact]
    public void Of_two_in_the_same_place_that_score_the_same_either_may_have_suppressed_the_other()
    {
        DetectedObject one = new(new Box(.1f, .1f, .5f, .5f), 1, .8f), other = new(new Box(.12f, .1f, .5f, .5f), 2, .80005f);
        Assert.Equal((0, 2), Counts([one], [other]));
        Assert.Equal((2, 0), Counts([one], [other with { Score = .81f }]));
        Assert.Equal((2, 0), Counts([one], [other with { Box = new Box(.6f, .6f, .9f, .9f) }]));
    }

    [Fact]
    public void What_only_one_engine_kept_after_a_tie_suppresses_others_there()
    {
        DetectedObject one = new(new Box(.1f, .1f, .5f, .5f), 1, .8f), other = new(new Box(.3f, .1f, .7f, .5f), 1, .8f);
        var third = new DetectedObject(new Box(.5f, .1f, .9f, .5f), 1, .6f);
        Assert.Equal((0, 3), Counts([one, third], [other]));
        Assert.Equal((1, 2), Counts([one, third with { Box = new Box(.75f, .1f, .95f, .5f) }], [other]));
    }

    [Fact]
    public void An_overlap_of_just_the_threshold_may_suppress_in_one_engine_only()
    {
        DetectedObject one = new(new Box(.1f, .1f, .5f, .5f), 1, .8f), second = new(new Box(.1f, .3f, .5f, .7f), 1, .6f);
        Assert.Equal(1 / 3f, one.Box.IoU(second.Box), 1e-6f);
        Assert.Equal((0, 1), Counts([one, second], [one], iouThreshold: 1 / 3f));
        Assert.Equal((1, 0), Counts([one, second], [one], iouThreshold: .5f));
        Assert.Equal((1, 0), Counts([one, second], [one]));
    }

    // One more, that both have and that scores least: the end of the lists is not what is looked at.
    private static (int Unpaired, int Tied) Counts(DetectedObject[] reference, DetectedObject[] exported, float? iouThreshold = null)
    {
        DetectedObject last = new(new Box(.92f, .92f, 1, 1), 3, .1f);
        var comparison = Compare([.. reference, last], [.. exported, last], iouThreshold);
        return (comparison.Unpaired, comparison.Tied);
    }

    private ExportComparison Compare(SmallDetector exported)
    {
        var model = Path.Combine(folder.FullName, "model.onnx");
        OnnxExporter.Write(exported.Network, exported.Weights, exported.Options, model);
        using var detector = new OnnxDetector(model, threads: 1);
        var pictures = Enumerable.Range(1, 3).Select(i => SmallDetector.Picture(30 + i, 40, i));
        return ExportVerification.Compare(pictures, p => NaiveDetector.Detect(small, small.Options, p), p => detector.Detect(p));
    }

    private static ExportComparison Compare(DetectedObject[] reference, DetectedObject[] exported, float? iouThreshold = null) =>
        ExportVerification.Compare([SmallDetector.Picture(2, 2)], _ => reference, _ => exported, iouThreshold: iouThreshold);
}
