using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.PostProcessing;

namespace DigitPipeline.Detection.Tests.PostProcessing;

/// <summary>Decoding and suppression against golden/odapi/model-small, from the original's own outputs.</summary>
public class OriginalDetectionsTests
{
    private const int Anchors = 8184, Columns = 11, Most = 100;

    [Fact]
    public void Boxes_and_scores_of_every_anchor_are_the_original_s()
    {
        var definition = OriginalModel.Detector("model-small/pipeline.config");
        var anchors = definition.GenerateAnchors();
        var decoder = new DetectionDecoder(definition.PostProcessing, definition.Coder, definition.HasBackground);
        for (var image = 0; image < 2; image++)
        {
            var boxes = decoder.Decode(anchors, Part("infer/box_encodings", image, Anchors * 4));
            var off = Golden.Distance(Part("infer/raw_detection_boxes", image, Anchors * 4), MemoryMarshal.Cast<Box, float>(boxes));
            Assert.True(off <= 1e-5, $"boxes: {off}");
            var scores = ScoreConverter.Convert(Part("infer/class_predictions_with_background", image, Anchors * Columns), Columns, definition.PostProcessing);
            off = Golden.Distance(Part("infer/raw_detection_scores", image, Anchors * Columns), scores);
            Assert.True(off <= 1e-6, $"scores: {off}");
        }
    }

    [Theory]
    [InlineData("infer")]
    [InlineData("train")]
    public void Detections_their_anchors_and_the_scores_of_all_classes_are_the_original_s(string mode)
    {
        var definition = OriginalModel.Detector("model-small/pipeline.config");
        var decoder = new DetectionDecoder(definition.PostProcessing, definition.Coder, definition.HasBackground);
        for (var image = 0; image < 2; image++)
        {
            var logits = Part(mode + "/class_predictions_with_background", image, Anchors * Columns);
            var found = decoder.Detect(definition.GenerateAnchors(), Part(mode + "/box_encodings", image, Anchors * 4), logits, Columns, new Box(0, 0, 1, 1));
            Assert.Equal(Part(mode + "/num_detections", image, 1)[0], found.Count);
            var boxes = MemoryMarshal.Cast<float, Box>(Part(mode + "/detection_boxes", image, Most * 4)).ToArray();
            var (scores, classes) = (Part(mode + "/detection_scores", image, Most), Part(mode + "/detection_classes", image, Most));
            var all = Part(mode + "/detection_multiclass_scores", image, Most * Columns);
            var indices = Golden.Integers($"model-small/{mode}/detection_anchor_indices.npy")[(image * Most)..((image + 1) * Most)];

            // Equal scores may stand in another order, and the last of them may be another.
            var byAnchor = found.ToDictionary(detection => (detection.Anchor, detection.ClassId - 1));
            var missing = 0;
            for (var i = 0; i < Most; i++)
            {
                if (!byAnchor.TryGetValue(((int)indices[i], (int)classes[i]), out var detection))
                {
                    missing++;
                    Assert.Equal(scores[^1], scores[i], 1e-6f);
                    continue;
                }

                Assert.Equal(scores[i], detection.Score, 1e-6f);
                Assert.True(boxes[i].IoU(detection.Box) > .99999f, $"{boxes[i]} {detection.Box}");
                var row = ScoreConverter.Convert(logits[(detection.Anchor * Columns)..((detection.Anchor + 1) * Columns)], Columns, definition.PostProcessing);
                Assert.True(Golden.Distance(all[(i * Columns)..((i + 1) * Columns)], row) <= 1e-6);
            }

            Assert.InRange(missing, 0, 1);
        }
    }

    private static float[] Part(string name, int image, int each) => Golden.Floats($"model-small/{name}.npy")[(image * each)..((image + 1) * each)];
}
