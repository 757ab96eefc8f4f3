using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.PostProcessing;
using DigitPipeline.Detection.Targets;

namespace DigitPipeline.Detection.Tests.PostProcessing;

public class DetectionDecoderTests
{
    private static readonly Box[] Anchors = [new(.1f, .1f, .5f, .5f), new(.1f, .1f, .5f, .5f), new(.6f, .6f, 1.2f, .9f), new(1.1f, 1.1f, 1.3f, 1.3f)];
    private static readonly float[] Logits = [2, -9, 1, 3, -9, 0, -9, 5];

    [Fact]
    public void Class_by_class_one_object_may_be_found_in_two_classes() => Assert.Equal(
        [(2, Score(3)), (1, Score(2)), (2, Score(0))], Detect(agnostic: false));

    [Fact]
    public void Class_agnostic_each_place_has_its_best_class_only() => Assert.Equal([(2, Score(3)), (2, Score(0))], Detect(agnostic: true));

    [Fact]
    public void Boxes_are_clipped_and_those_outside_the_picture_dropped()
    {
        var found = Run(agnostic: false);
        Assert.Contains(found, detection => detection.Box == new Box(.6f, .6f, 1, .9f));
        Assert.DoesNotContain(found, detection => detection.Score == Score(5));
    }

    private static float Score(float logit) => 1 / (1 + MathF.Exp(-logit));

    private static IEnumerable<(int, float)> Detect(bool agnostic) => Run(agnostic).Select(detection => (detection.ClassId, detection.Score));

    private static IReadOnlyList<AnchoredDetection> Run(bool agnostic) =>
        new DetectionDecoder(new PostProcessingOptions(.1f, .5f, 10, 10, agnostic, 1), new FasterRcnnBoxCoder(10, 10, 5, 5), hasBackground: false)
            .Detect(Anchors, new float[16], Logits, 2, new Box(0, 0, 1, 1));
}
