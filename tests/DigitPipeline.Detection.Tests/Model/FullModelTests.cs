using System.Runtime.InteropServices;
using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.PostProcessing;

namespace DigitPipeline.Detection.Tests.Model;

/// <summary>The full-width model with its formula weights.</summary>
public class FullModelTests
{
    private static readonly (string Map, string Node)[] Maps =
    [
        ("C2", "conv2_block3_out"), ("C3", "conv3_block4_out"), ("C4", "conv4_block6_out"), ("C5", "conv5_block3_out"),
        ("P3", "smoothing_1"), ("P4", "smoothing_2"), ("P5", "projection_3"), ("P6", "bottom_up_block5"), ("P7", "bottom_up_block6"),
    ];

    [Theory]
    [InlineData(320, 97)]
    [InlineData(640, 997)]
    public void Features_outputs_and_detections_are_the_original_s(int side, int every)
    {
        var definition = OriginalModel.Detector(
            "model-full/pipeline.config", $"model {{ ssd {{ image_resizer {{ fixed_shape_resizer {{ height: {side} width: {side} }} }} }} }}");
        var weights = OriginalModel.FormulaWeights("model-full/variables.json", definition.Network);
        var (pixels, shape) = Golden.Npy("model-small/image0_uint8.npy");
        var batch = new float[side * side * 3];
        definition.Input.Fill(new RgbImage(shape[1], shape[0], pixels), side, side, batch);
        var expected = Golden.Json("model-full/expected.json").GetProperty($"{side}");

        var maps = Networks.Maps(definition, weights, batch, 1, training: false, [.. Maps.Select(map => map.Node)]);
        foreach (var (map, node) in Maps)
        {
            if (map[0] == 'P' || side == 320)
            {
                Statistics(map, expected.GetProperty(map[0] == 'C' ? "backbone" : "feature_maps").GetProperty(map), maps[node]);
                Samples($"{map}_{side}", 997, maps[node]);
            }
        }

        var (codes, logits) = Networks.Run(definition, weights, batch, 1);

        // The golden files of 640 are named every_97th, too, but hold every 997th value, as their README says.
        Samples($"box_encodings_{side}", every, codes, 97);
        Samples($"class_predictions_with_background_{side}", every, logits, 97);
        Assert.Equal(expected.GetProperty("outputs").GetProperty("anchors").GetProperty("shape")[0].GetInt32(), codes.Length / 4);
        Levels(expected.GetProperty("levels"), codes, logits, definition.ClassColumns);

        var found = new DetectionDecoder(definition.PostProcessing, definition.Coder, definition.HasBackground)
            .Detect(definition.GenerateAnchors(), codes, logits, definition.ClassColumns, new Box(0, 0, 1, 1));
        Detections(side, found);
    }

    private static void Levels(JsonElement levels, float[] codes, float[] logits, int columns)
    {
        var first = 0;
        foreach (var level in levels.EnumerateObject())
        {
            var anchors = level.Value.GetProperty("anchors").GetInt32();
            Statistics(level.Name, level.Value.GetProperty("box_encodings"), codes[(first * 4)..((first + anchors) * 4)]);
            Statistics(
                level.Name, level.Value.GetProperty("class_predictions_with_background"), logits[(first * columns)..((first + anchors) * columns)]);
            first += anchors;
        }
    }

    private static void Statistics(string name, JsonElement expected, float[] actual)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Aggregate(1, (product, side) => product * side.GetInt32()), actual.Length);
        var mean = actual.Average(value => (double)value);
        var size = actual.Average(value => Math.Abs((double)value));
        Near("mean", mean, 1e-5 * size);
        Near("abs_mean", size, 1e-5 * size);
        Near("std", Math.Sqrt(actual.Average(value => (value - mean) * (value - mean))), 1e-5 * size);
        Near("min", actual.Min(), 2e-4);
        Near("max", actual.Max(), 2e-4);

        void Near(string statistic, double value, double tolerance)
        {
            var was = expected.GetProperty(statistic).GetDouble();
            Assert.True(Math.Abs(was - value) <= tolerance, $"{name} {statistic}: {was} {value}");
        }
    }

    private static void Samples(string name, int every, float[] actual, int? named = null)
    {
        var expected = Golden.Floats($"model-full/{name}_every_{named ?? every}th.npy");
        var sampled = actual.Where((_, i) => i % every == 0).ToArray();
        var distance = Golden.Distance(expected, sampled);
        Assert.True(distance <= 2e-4, $"{name}: {distance}");
    }

    private static void Detections(int side, IReadOnlyList<AnchoredDetection> found)
    {
        float[] Part(string name) => Golden.Floats($"model-full/{name}_{side}.npy");
        var (scores, classes) = (Part("detection_scores"), Part("detection_classes"));
        var boxes = MemoryMarshal.Cast<float, Box>(Part("detection_boxes")).ToArray();
        var anchors = MemoryMarshal.Cast<byte, int>(Golden.Npy($"model-full/detection_anchor_indices_{side}.npy").Data).ToArray();
        Assert.Equal(Part("num_detections")[0], found.Count);
        var byAnchor = found.ToDictionary(detection => (detection.Anchor, detection.ClassId - 1));
        for (var i = 0; i < scores.Length; i++)
        {
            // At the end of the list, and where scores are nearly equal, rounding decides which one stays.
            if (!byAnchor.TryGetValue((anchors[i], (int)classes[i]), out var detection))
            {
                Assert.True(scores[i] - scores[^1] < 1e-4, $"{i}: anchor {anchors[i]}, class {classes[i]} is missing");
                continue;
            }

            Assert.Equal(scores[i], detection.Score, 2e-5);
            Assert.True(boxes[i].IoU(detection.Box) > .9999f, $"{i}: {boxes[i]} {detection.Box}");
        }
    }
}
