using CsCheck;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Evaluation.Recognition;

namespace DigitPipeline.Evaluation.Tests.Recognition;

public sealed class RecognitionRateTests
{
    private static readonly Box Here = new(.1f, .1f, .3f, .3f);
    private static readonly Box There = new(.6f, .6f, .8f, .8f);

    [Fact]
    public void Right_wrong_missed_and_false_are_counted_by_class()
    {
        var images = SampleEvaluation.Images();
        var rate = RecognitionRate.Compute(images.Select(i => (i.Picture.Objects, i.Detections)), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal(new RecognitionCount(2, 4, 1), rate.All);
        Assert.Equal(.5, rate.All.Rate);
        Assert.Equal(new RecognitionCount(2, 2, 0), rate.PerClass[0]);
        Assert.Equal(new RecognitionCount(0, 1, 0), rate.PerClass[7]);
        Assert.Equal(new RecognitionCount(0, 0, 1), rate.PerClass[6]);
        Assert.Equal(1, rate.Confusion[7, 2]);
        Assert.Equal(1, rate.Confusion[9, 10]);
        Assert.Equal(1, rate.Confusion[10, 6]);
    }

    [Fact]
    public void The_better_score_takes_the_object_even_with_the_wrong_class()
    {
        var rate = Rate([new(Here, 1)], [new(Here, 1, .8f), new(Here, 2, .9f)]);
        Assert.Equal(new RecognitionCount(0, 1, 1), rate.All);
    }

    [Fact]
    public void Equal_scores_keep_their_order()
    {
        Assert.Equal(1, Rate([new(Here, 1)], [new(Here, 1, .8f), new(Here, 2, .8f)]).All.Right);
        Assert.Equal(0, Rate([new(Here, 1)], [new(Here, 2, .8f), new(Here, 1, .8f)]).All.Right);
    }

    [Fact]
    public void A_score_of_exactly_one_half_counts_and_less_does_not()
    {
        Assert.Equal(new RecognitionCount(1, 1, 0), Rate([new(Here, 1)], [new(Here, 1, .5f)]).All);
        Assert.Equal(new RecognitionCount(0, 1, 0), Rate([new(Here, 1)], [new(Here, 1, MathF.BitDecrement(.5f))]).All);
    }

    [Fact]
    public void An_IoU_of_exactly_one_half_matches_and_less_does_not()
    {
        var whole = new Box(0, 0, .5f, .5f);
        Assert.Equal(new RecognitionCount(1, 1, 0), Rate([new(whole, 1)], [new(new Box(0, 0, .25f, .5f), 1, .9f)]).All);
        Assert.Equal(new RecognitionCount(0, 1, 1), Rate([new(whole, 1)], [new(new Box(0, 0, MathF.BitDecrement(.25f), .5f), 1, .9f)]).All);
    }

    [Fact]
    public void Without_objects_the_rate_is_one_and_every_detection_is_false()
    {
        var all = Rate([], [new(Here, 1, .9f), new(There, 2, .9f)]).All;
        Assert.Equal((1.0, 2), (all.Rate, all.False));
    }

    [Fact]
    public void A_class_that_the_label_map_lacks_is_an_error() =>
        Assert.Contains("class id 4", Assert.Throws<ArgumentException>(() => Rate([new(Here, 4)], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_object_and_every_counted_detection_appears_once()
    {
        var box = Gen.Select(Gen.Float[0, .8f], Gen.Float[0, .8f], Gen.Float[.05f, .2f], Gen.Float[.05f, .2f], (y, x, h, w) => new Box(y, x, y + h, x + w));
        var objects = Gen.Select(box, Gen.Int[1, 3], (b, c) => new GroundTruth(b, c)).Array[0, 12];
        var detections = Gen.Select(box, Gen.Int[1, 3], Gen.Float[0, 1], (b, c, s) => new DetectedObject(b, c, s)).Array[0, 12];
        Gen.Select(objects, detections).Sample((o, d) =>
        {
            var pairs = DetectionMatching.Match(o, d);
            Assert.Equal(o.Length, pairs.Count(p => p.Truth is not null));
            Assert.Equal(d.Count(x => x.Score >= .5), pairs.Count(p => p.Detection is not null));
            Assert.All(pairs.Where(p => p is { Truth: not null, Detection: not null }), p => Assert.True(p.Truth!.Value.Box.IoU(p.Detection!.Value.Box) > .4999));
        }, iter: 500);
    }

    private static RecognitionRate Rate(GroundTruth[] objects, DetectedObject[] detections) => RecognitionRate.Compute([(objects, detections)], [1, 2, 3]);
}
