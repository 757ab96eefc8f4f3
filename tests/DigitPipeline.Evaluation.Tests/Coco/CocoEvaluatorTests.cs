using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using DigitPipeline.Evaluation.Coco;

namespace DigitPipeline.Evaluation.Tests.Coco;

public sealed class CocoEvaluatorTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Thresholds_areas_and_limits_are_pycocotools_own()
    {
        var parameters = Golden.Json(Path.Combine(Golden.Folder("coco-metrics"), "params.json"));
        Assert.Equal(parameters.GetProperty("statNames").EnumerateArray().Select(n => n.GetString()!), CocoResult.StatNames);
        Assert.Equal(parameters.GetProperty("iouThresholds").Numbers(), CocoParameters.IoUThresholds);
        Assert.Equal(parameters.GetProperty("recallThresholds").Numbers(), CocoParameters.RecallThresholds);
        Assert.Equal(parameters.GetProperty("maxDetections").Numbers(), CocoParameters.MaxDetections.Select(m => (double)m));
        Assert.Equal(parameters.GetProperty("areaNames").EnumerateArray().Select(n => n.GetString()!), CocoParameters.AreaRanges.Select(r => r.Name));
        Assert.Equal(
            parameters.GetProperty("areaRanges").EnumerateArray().SelectMany(r => r.Numbers()),
            CocoParameters.AreaRanges.SelectMany(r => new[] { r.From, r.To }));
    }

    [Fact]
    public void Every_golden_case_gives_pycocotools_numbers_precision_scores_and_matches()
    {
        var cases = Golden.Files("coco-metrics").Where(f => Path.GetFileName(f) is not ("params.json" or "special-values.json")).ToArray();
        Assert.Equal(79, cases.Length);
        Assert.Empty(cases.SelectMany(Differences));
    }

    [Theory]
    [InlineData("large-2000x10")]
    [InlineData("large-5000x80")]
    [InlineData("large-ties-300x3")]
    public void The_large_golden_cases_agree_to_the_last_digit(string name)
    {
        var folder = Path.Combine(Golden.Folder("coco-metrics"), name);
        var images = NpyFile.Integers(Path.Combine(folder, "image_ids.npy"));
        var categories = NpyFile.Integers(Path.Combine(folder, "category_ids.npy"));
        var (truthImage, truthCategory) = (NpyFile.Integers(Path.Combine(folder, "gt_image.npy")), NpyFile.Integers(Path.Combine(folder, "gt_category.npy")));
        var (truthBox, truthArea) = (NpyFile.Floats(Path.Combine(folder, "gt_box.npy")), NpyFile.Floats(Path.Combine(folder, "gt_area.npy")));
        var crowd = NpyFile.Bytes(Path.Combine(folder, "gt_iscrowd.npy"));
        var (foundImage, foundCategory) = (NpyFile.Integers(Path.Combine(folder, "dt_image.npy")), NpyFile.Integers(Path.Combine(folder, "dt_category.npy")));
        var (foundBox, score) = (NpyFile.Floats(Path.Combine(folder, "dt_box.npy")), NpyFile.Floats(Path.Combine(folder, "dt_score.npy")));
        var truth = new CocoGroundTruth(
            [.. images.Select(i => (long)i)],
            [.. categories.Select(c => new CocoCategory(c, "c"))],
            [.. truthImage.Select((image, i) => new CocoAnnotation(i + 1, image, truthCategory[i], BoxAt(truthBox, i), truthArea[i], crowd[i] != 0))]);
        var detections = foundImage.Select((image, i) => new CocoDetection(image, foundCategory[i], BoxAt(foundBox, i), score[i])).ToArray();

        var result = CocoEvaluator.Evaluate(truth, detections);

        var expected = Golden.Json(Path.Combine(folder, "expected.json")).GetProperty("expected");
        Assert.Empty(NumberDifferences(name, expected, result));
        var summed = new double[10 * 4 * 3];
        for (var i = 0; i < result.Table.Recall.Length; i++)
        {
            summed[i / (12 * categories.Length) * 12 + i % 12] += result.Table.Recall[i];
        }

        Assert.Equal(expected.GetProperty("recallTKAM_allClassesSummedOverK").Numbers(), summed, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void NaN_and_infinity_are_treated_as_pycocotools_treats_them()
    {
        var special = Golden.Json(Path.Combine(Golden.Folder("coco-metrics"), "special-values.json"));
        foreach (var one in special.GetProperty("cases").EnumerateArray())
        {
            var name = one.GetProperty("name").GetString();
            var annotations = one.GetProperty("annotationsImageCategoryBox").EnumerateArray().Select((a, i) =>
            {
                var box = CocoBoxOf(a[2]);
                return new CocoAnnotation(
                    i + 1, a[0].GetInt64(), a[1].GetInt64(), box, a.GetArrayLength() > 4 ? a[4].Number() : box.Area, a.GetArrayLength() > 3 && a[3].GetInt32() != 0);
            }).ToArray();
            var detections = one.GetProperty("detectionsImageCategoryBoxScore").EnumerateArray()
                .Select(d => new CocoDetection(d[0].GetInt64(), d[1].GetInt64(), CocoBoxOf(d[2]), d[3].Number())).ToArray();
            var truth = new CocoGroundTruth([1], [new CocoCategory(1, "c")], annotations);

            Assert.Equal(one.GetProperty("stats").Numbers(), CocoEvaluator.Evaluate(truth, detections).Stats, (a, b) => Math.Abs(a - b) < Tolerance);
            var match = Assert.Single(CocoEvaluator.Matches(truth, detections, 1, CocoParameters.AreaRanges[0]));
            Assert.True(one.GetProperty("sortedDtIdsImage1").Numbers().SequenceEqual(match.DetectionIds.Select(i => (double)i)), name);
            Assert.True(one.GetProperty("dtMatchesAtHalf").Numbers().SequenceEqual(match.DetectionMatches[0].Select(i => (double)i)), name);
        }

        foreach (var one in special.GetProperty("iou").EnumerateArray())
        {
            var iou = CocoBoxOf(one.GetProperty("detection")).IoU(CocoBoxOf(one.GetProperty("groundTruth")), one.GetProperty("crowd").GetInt32() != 0);
            Assert.Equal(one.GetProperty("iou").Number(), iou);
        }
    }

    [Fact]
    public void The_original_wrapper_metrics_follow_from_float32_boxes()
    {
        var cases = Golden.Files("coco-metrics/odapi").ToArray();
        Assert.Equal(7, cases.Length);
        foreach (var file in cases)
        {
            var json = Golden.Json(file);
            var annotations = new List<CocoAnnotation>();
            var detections = new List<CocoDetection>();
            var images = new List<long>();
            foreach (var image in json.GetProperty("images").EnumerateArray())
            {
                var id = image.GetProperty("imageId").GetInt64();
                images.Add(id);
                var crowd = image.GetProperty("gtIsCrowd").Numbers();
                var classes = image.GetProperty("gtClasses").Numbers();
                foreach (var (box, i) in image.GetProperty("gtBoxes").EnumerateArray().Select((b, i) => (FromCorners(b), i)))
                {
                    var area = (float)box.Height * (float)box.Width;
                    annotations.Add(new CocoAnnotation(annotations.Count + 1, id, (long)classes[i], box, area, crowd[i] != 0));
                }

                var found = image.GetProperty("dtClasses").Numbers();
                var scores = image.GetProperty("dtScores").Numbers();
                detections.AddRange(image.GetProperty("dtBoxes").EnumerateArray()
                    .Select((b, i) => new CocoDetection(id, (long)found[i], FromCorners(b), (float)scores[i])));
            }

            var categories = json.GetProperty("categories").EnumerateArray().Select(c => new CocoCategory(c.GetProperty("id").GetInt64(), "c")).ToArray();
            var stats = CocoEvaluator.Evaluate(new CocoGroundTruth(images, categories, annotations), detections).Stats;
            Assert.Equal(
                json.GetProperty("expected").EnumerateObject().Select(p => p.Value.GetDouble()), stats, (a, b) => Math.Abs(a - b) < Tolerance);
        }
    }

    [Fact]
    public void A_detection_in_an_unknown_picture_is_an_error_that_names_it()
    {
        var truth = new CocoGroundTruth([1], [new CocoCategory(1, "c")], []);
        var error = Assert.Throws<ArgumentException>(() => CocoEvaluator.Evaluate(truth, [new CocoDetection(7, 1, default, 1)]));
        Assert.Contains("Detection 1 is in picture 7", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Differences(string file)
    {
        var json = Golden.Json(file);
        var name = json.GetProperty("name").GetString()!;
        var truth = new CocoGroundTruth(
            [.. json.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())],
            [.. json.GetProperty("categories").EnumerateArray().Select(c => new CocoCategory(c.GetProperty("id").GetInt64(), c.GetProperty("name").GetString()!))],
            [.. json.GetProperty("annotations").EnumerateArray().Select(a => new CocoAnnotation(
                a.GetProperty("id").GetInt64(), a.GetProperty("image_id").GetInt64(), a.GetProperty("category_id").GetInt64(),
                CocoBoxOf(a.GetProperty("bbox")), a.GetProperty("area").GetDouble(), a.GetProperty("iscrowd").GetInt32() != 0))]);
        var detections = json.GetProperty("detections").EnumerateArray().Select(d => new CocoDetection(
            d.GetProperty("image_id").GetInt64(), d.GetProperty("category_id").GetInt64(), CocoBoxOf(d.GetProperty("bbox")), d.GetProperty("score").GetDouble())).ToArray();

        var expected = json.GetProperty("expected");
        var result = CocoEvaluator.Evaluate(truth, detections);
        return NumberDifferences(name, expected, result).Concat(MatchDifferences(name, expected, truth, detections));
    }

    private static IEnumerable<string> NumberDifferences(string name, JsonElement expected, CocoResult result)
    {
        var stats = expected.GetProperty("stats").Numbers();
        for (var i = 0; i < stats.Length; i++)
        {
            if (!(Math.Abs(stats[i] - result.Stats[i]) <= Tolerance))
            {
                yield return FormattableString.Invariant($"{name}: {CocoResult.StatNames[i]} is {result.Stats[i]}, expected {stats[i]}");
            }
        }

        foreach (var (key, numbers) in new[]
        {
            ("precisionSha256", result.Table.Precision.ToArray()), ("recallSha256", result.Table.Recall.ToArray()), ("scoresSha256", result.Table.Scores.ToArray()),
        })
        {
            if (Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(numbers))) != expected.GetProperty(key).GetString())
            {
                yield return $"{name}: {key} differs";
            }
        }

        if (!expected.TryGetProperty("perClass", out var perClass))
        {
            yield break;
        }

        foreach (var (one, k) in perClass.EnumerateArray().Select((one, k) => (one, k)))
        {
            if (one.GetProperty("categoryId").GetInt64() != result.PerClass[k].Category.Id)
            {
                yield return $"{name}: class {k} is {result.PerClass[k].Category.Id}";
            }

            foreach (var number in one.EnumerateObject().Where(p => p.Name != "categoryId"))
            {
                var actual = result.PerClass[k].Stats[CocoResult.StatNames.ToList().IndexOf(number.Name)];
                if (!(Math.Abs(actual - number.Value.GetDouble()) <= Tolerance))
                {
                    yield return FormattableString.Invariant($"{name}: class {k} {number.Name} is {actual}, expected {number.Value.GetDouble()}");
                }
            }
        }
    }

    private static IEnumerable<string> MatchDifferences(
        string name, JsonElement expected, CocoGroundTruth truth, IReadOnlyList<CocoDetection> detections)
    {
        foreach (var one in expected.GetProperty("matches").EnumerateArray())
        {
            var range = CocoParameters.AreaRanges.Single(r => r.Name == one.GetProperty("area").GetString());
            var image = one.GetProperty("imageId").GetInt64();
            var match = CocoEvaluator.Matches(truth, detections, one.GetProperty("categoryId").GetInt64(), range).Single(m => m.ImageId == image);
            var same = Same(one, "dtIds", match.DetectionIds) && Same(one, "gtIds", match.TruthIds)
                && Same(one, "dtMatches", match.DetectionMatches.SelectMany(m => m)) && Same(one, "gtMatches", match.TruthMatches.SelectMany(m => m))
                && Same(one, "dtIgnore", match.DetectionIgnored.SelectMany(m => m).Select(i => i ? 1L : 0))
                && Same(one, "gtIgnore", match.TruthIgnored.Select(i => i ? 1L : 0));
            if (!same)
            {
                yield return $"{name}: matches of image {image}, area {range.Name} differ";
            }
        }
    }

    private static bool Same(JsonElement entry, string key, IEnumerable<long> actual) =>
        entry.GetProperty(key).EnumerateArray().SelectMany(e => e.ValueKind == JsonValueKind.Array ? e.Numbers() : [e.GetDouble()])
            .SequenceEqual(actual.Select(a => (double)a));

    private static CocoBox CocoBoxOf(JsonElement array)
    {
        var numbers = array.Numbers();
        return new CocoBox(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static CocoBox BoxAt(float[] boxes, int index) =>
        new(boxes[4 * index], boxes[4 * index + 1], boxes[4 * index + 2], boxes[4 * index + 3]);

    private static CocoBox FromCorners(JsonElement array)
    {
        var corners = array.Numbers().Select(n => (float)n).ToArray();
        return new CocoBox(corners[1], corners[0], corners[3] - corners[1], corners[2] - corners[0]);
    }
}
