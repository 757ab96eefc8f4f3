using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Report;
using DigitPipeline.Evaluation.TensorBoard;
using DigitPipeline.Formats.Events;
using DigitPipeline.Formats.Protos;
using DigitPipeline.Formats.Tensors;
using Google.Protobuf.WellKnownTypes;
using SummaryValue = DigitPipeline.Formats.Events.Summary.Types.Value;

namespace DigitPipeline.Evaluation.Tests.TensorBoard;

public sealed class EvaluationEventsTests : IDisposable
{
    private static readonly (string Tag, double Value)[] Losses =
        [("Loss/localization_loss", 1), ("Loss/classification_loss", 2), ("Loss/regularization_loss", 3), ("Loss/total_loss", 6)];

    private readonly string folder = Directory.CreateTempSubdirectory("events-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_originals_tags_come_in_the_originals_order()
    {
        var golden = Golden.Json(Path.Combine(Golden.Folder("odapi/eval"), "loops.json")).GetProperty("eval_events").EnumerateArray()
            .Where(value => value.TryGetProperty("tag", out _))
            .Select(value => value.GetProperty("tag").GetString()!)
            .Where(tag => !tag.StartsWith("PascalBoxes_PerformanceByCategory", StringComparison.Ordinal)).ToList();
        var config = new EvalConfig { NumVisualizations = 2, MetricsSet = { "coco_detection_metrics", "pascal_voc_detection_metrics" } };
        var written = Write(config).Select(value => value.Value.Tag).ToList();
        Assert.Equal(golden, written.Where(golden.Contains));
    }

    [Fact]
    public void Each_number_has_the_value_of_the_report_at_the_step_of_the_weights()
    {
        var report = EvaluationReport.Create(SampleEvaluation.Images(), SampleEvaluation.Classes);
        var scalars = Write(new EvalConfig()).Where(value => value.Plugin == "scalars").ToDictionary(value => value.Value.Tag);
        Assert.All(scalars.Values, value => Assert.Equal(500, value.Step));
        Assert.Equal((float)report.Coco.Stats[0], Number("DetectionBoxes_Precision/mAP"));
        Assert.Equal((float)report.Coco.Stats[11], Number("DetectionBoxes_Recall/AR@100 (large)"));
        Assert.Equal((float)report.Recognition.All.Rate, Number("recognition_rate"));
        Assert.Equal(report.Recognition.All.False, Number("false_detections"));
        Assert.Equal(6, Number("Loss/total_loss"));

        double Number(string tag) => Assert.Single(TensorValues.Numbers(scalars[tag].Value.Tensor)!);
    }

    [Fact]
    public void Classes_and_other_metrics_are_measured_where_the_config_asks_for_them()
    {
        var config = new EvalConfig
        {
            IncludeMetricsPerCategory = true,
            MetricsSet = { "pascal_voc_detection_metrics", "weighted_pascal_voc_detection_metrics", "oid_V2_detection_metrics" },
        };
        var tags = Write(config).Select(value => value.Value.Tag).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "DetectionBoxes_PerformanceByCategory/mAP/8", "PascalBoxes_Precision/mAP@0.5IOU", "PascalBoxes_PerformanceByCategory/AP@0.5IOU/8",
                "WeightedPascalBoxes_Precision/mAP@0.5IOU", "OpenImagesV2_PerformanceByCategory/AP@0.5IOU/0",
            },
            tags);
        Assert.DoesNotContain(Write(new EvalConfig()), value => value.Value.Tag.Contains("Pascal", StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_show_detections_on_the_left_and_the_truth_on_the_right()
    {
        var pictures = Write(new EvalConfig { NumVisualizations = 2 }).Where(value => value.Plugin == "images").ToList();
        Assert.Equal(["eval_side_by_side_0_0", "eval_side_by_side_1_0"], pictures.Select(value => value.Value.Tag));
        var strings = pictures[1].Value.Tensor.StringVal;
        Assert.Equal(("640", "200"), (strings[0].ToStringUtf8(), strings[1].ToStringUtf8()));
        var painted = ImageDecoder.Decode(strings[2].Memory, "painted");
        var plain = SampleEvaluation.Images()[1].Picture.Image;
        Assert.Equal((640, 200), (painted.Width, painted.Height));

        // The false detection's left edge, and that of the object whose detection is too weak to be shown.
        Assert.Equal((true, false), (IsPainted(painted, plain, 224, 160), IsPainted(painted, plain, 320 + 224, 160)));
        Assert.Equal((false, true), (IsPainted(painted, plain, 224, 100), IsPainted(painted, plain, 320 + 224, 100)));
    }

    [Fact]
    public void Large_pictures_are_shown_smaller_and_no_more_boxes_than_asked_for()
    {
        var objects = Enumerable.Range(0, 3).Select(i => new DetectedObject(new Box(.1f, .1f * (3 * i), .9f, .1f * ((3 * i) + 2)), 1, .9f - (.1f * i))).ToArray();
        var image = new EvaluatedImage(new AnnotatedImage("large", SampleEvaluation.Picture(0, 1600, 1000), []), objects);
        var painted = SideBySide.Paint(image, id => "1", minScore: .5f, mostBoxes: 2);
        Assert.Equal((1280, 400), (painted.Width, painted.Height));
        var plain = SideBySide.Paint(image with { Detections = [] }, id => "1", .5f, 2);
        Assert.Equal([true, true, false], new[] { 0, 192, 384 }.Select(x => painted.Pixels[(200 * 1280 + x) * 3] != plain.Pixels[(200 * 1280 + x) * 3]));
    }

    [Fact]
    public void Curves_end_in_the_precision_and_recall_of_all_detections()
    {
        var curves = Write(new EvalConfig()).Where(value => value.Plugin == "pr_curves").ToDictionary(value => value.Value.Tag, value => value.Value);
        Assert.Equal(["DetectionBoxes/all/pr_curves", "DetectionBoxes/1/pr_curves", "DetectionBoxes/8/pr_curves", "DetectionBoxes/0/pr_curves"], curves.Keys);
        var all = TensorValues.Numbers(curves["DetectionBoxes/all/pr_curves"].Tensor)!;
        Assert.Equal([3, 2, 0, 1, .6f, .75f], Enumerable.Range(0, 6).Select(row => (float)all[row * 101]));
    }

    [Fact]
    public void Settings_stand_beside_the_results_and_the_same_evaluation_gives_the_same_bytes()
    {
        var values = Write(new EvalConfig());
        Assert.Equal(
            ["_hparams_/experiment", "_hparams_/session_start_info", "_hparams_/session_end_info"],
            values.Where(value => value.Plugin == "hparams").Select(value => value.Value.Tag));
        var start = HParamsPluginData.Parser.ParseFrom(values[1].Value.Metadata.PluginData.Content).SessionStartInfo;
        Assert.Equal(("digits", 500), (start.GroupName, start.Hparams["train.steps"].NumberValue));
        var file = File.ReadAllBytes(EventReader.Files(folder)[0]);
        Write(new EvalConfig());
        Assert.Equal(file, File.ReadAllBytes(EventReader.Files(folder)[0]));
    }

    private static bool IsPainted(RgbImage painted, RgbImage plain, int x, int y) =>
        !painted.Pixels.AsSpan(((y * painted.Width) + x) * 3, 3).SequenceEqual(plain.Pixels.AsSpan(((y * plain.Width) + (x % plain.Width)) * 3, 3));

    private List<(long Step, SummaryValue Value, string Plugin)> Write(EvalConfig config)
    {
        var report = EvaluationReport.Create(SampleEvaluation.Images(), SampleEvaluation.Classes);
        var settings = new Dictionary<string, Value> { ["train.steps"] = Value.ForNumber(500) };
        new EvaluationEvents(report, config, 500, Losses, settings, "digits").WriteTo(folder);
        var file = Assert.Single(EventReader.Files(folder));
        return [.. EventReader.Read(file).SelectMany(record => (record.Event.Summary?.Value ?? [])
            .Select(value => (record.Event.Step, value, value.Metadata.PluginData.PluginName)))];
    }
}
