using System.Text.Json;
using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.PascalVoc;

namespace DigitPipeline.Evaluation.Tests;

/// <summary>The evaluators of the Object Detection API on the same planted pictures.</summary>
public sealed class OriginalEvaluatorsTests
{
    private const double Tolerance = 1e-9;

    private static JsonElement Metrics => Golden.Json(Path.Combine(Golden.Folder("odapi/eval"), "metrics.json"));

    private static List<JsonElement> Images => [.. Planted("images")];

    private static List<JsonElement> Categories => [.. Planted("categories")];

    [Theory]
    [InlineData("coco", 12, 4, true, true, true)]
    [InlineData("coco_without_is_crowd", 12, 4, false, true, true)]
    [InlineData("coco_first_four_images", 4, 4, true, true, true)]
    [InlineData("coco_first_four_images_added_twice", 4, 4, true, true, true)]
    [InlineData("coco_no_groundtruth_at_all", 12, 4, true, false, true)]
    [InlineData("coco_no_detections", 12, 4, true, true, false)]
    [InlineData("coco_categories_1_and_2_only", 12, 2, true, true, true)]
    public void COCO_numbers_are_the_wrappers(string name, int images, int categories, bool crowds, bool withTruth, bool withDetections)
    {
        List<CocoAnnotation> annotations = [];
        List<CocoDetection> detections = [];
        foreach (var (image, i) in Images.Take(images).Select((image, i) => (image, i)))
        {
            var isCrowd = image.GetProperty("is_crowd").Numbers();
            annotations.AddRange(Boxes(image, "groundtruth").Select((item, k) => new CocoAnnotation(
                annotations.Count + k + 1, i, item.Class, Coco(item.Box), Area(item.Box), crowds && isCrowd[k] != 0)));
            var scores = image.GetProperty("detection_scores").Numbers();
            detections.AddRange(Boxes(image, "detection").Select((item, k) => new CocoDetection(i, item.Class, Coco(item.Box), (float)scores[k])));
        }

        var classes = Categories.Select(c => c.GetProperty("id").GetInt64()).Where(id => id <= categories || categories == 4).Select(id => new CocoCategory(id, ""));
        var truth = new CocoGroundTruth([.. Enumerable.Range(0, images).Select(i => (long)i)], [.. classes], withTruth ? annotations : []);
        Assert.Equal(
            Metrics.GetProperty(name).EnumerateObject().Select(number => number.Value.GetDouble()),
            CocoEvaluator.Evaluate(truth, withDetections ? detections : []).Stats,
            (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Theory]
    [InlineData("pascal_voc_detection_metrics")]
    [InlineData("weighted_pascal_voc_detection_metrics")]
    [InlineData("open_images_V2_detection_metrics")]
    public void Average_precisions_are_the_evaluators(string name)
    {
        var rules = PascalVocRules.All.Single(rules => rules.MetricsSet == name.Replace("open_images", "oid", StringComparison.Ordinal));
        var images = Images.Select(image =>
        {
            var (difficult, groups) = (image.GetProperty("difficult").Numbers(), image.GetProperty("group_of").Numbers());
            var scores = image.GetProperty("detection_scores").Numbers();
            return new PascalVocImage(
                [.. Boxes(image, "groundtruth").Select((item, k) => new PascalVocTruth(Voc(item.Box), item.Class, difficult[k] != 0, groups[k] != 0))],
                [.. Boxes(image, "detection").Select((item, k) => new PascalVocDetection(Voc(item.Box), item.Class, scores[k]))]);
        }).ToArray();
        var (mean, perClass) = PascalVocEvaluator.Evaluate(images, Categories.Select(c => c.GetProperty("id").GetInt32()), rules);
        var expected = Metrics.GetProperty(name);
        Assert.Equal(expected.GetProperty($"{rules.Prefix}_Precision/mAP@0.5IOU").GetDouble(), mean, Tolerance);
        foreach (var (category, precision) in Categories.Zip(perClass))
        {
            var wanted = expected.GetProperty($"{rules.Prefix}_PerformanceByCategory/AP@0.5IOU/{category.GetProperty("name").GetString()}").Number();
            Assert.True(double.IsNaN(wanted) ? double.IsNaN(precision) : Math.Abs(wanted - precision) < Tolerance, $"{name} {category}: {precision}");
        }
    }

    private static JsonElement.ArrayEnumerator Planted(string name) =>
        Golden.Json(Path.Combine(Golden.Folder("odapi/eval"), "planted.json")).GetProperty(name).EnumerateArray();

    private static IEnumerable<(int Class, double[] Box)> Boxes(JsonElement image, string kind) =>
        image.GetProperty(kind + "_classes").Numbers().Zip(image.GetProperty(kind + "_boxes").EnumerateArray())
            .Select(pair => ((int)pair.First, pair.Second.Numbers()));

    // The wrapper computes with float32 and widens the result.
    private static CocoBox Coco(double[] box)
    {
        var corners = Array.ConvertAll(box, corner => (float)corner);
        return new CocoBox(corners[1], corners[0], corners[3] - corners[1], corners[2] - corners[0]);
    }

    private static double Area(double[] box) => (float)Coco(box).Height * (float)Coco(box).Width;

    private static PascalVocBox Voc(double[] box) => new(box[0], box[1], box[2], box[3]);
}
