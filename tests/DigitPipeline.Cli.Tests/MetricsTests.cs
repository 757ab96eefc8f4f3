using System.Text.Json;

namespace DigitPipeline.Cli.Tests;

public sealed class MetricsTests
{
    private const string Truth = """
        {"images":[{"id":1}],"categories":[{"id":3,"name":"three"}],
         "annotations":[{"id":1,"image_id":1,"category_id":3,"bbox":[10,10,20,20],"area":400,"iscrowd":0}]}
        """;

    [Fact]
    public void A_perfect_detection_has_an_average_precision_of_one()
    {
        using var folder = new TemporaryFolder();
        var truth = folder.Write("truth.json", Truth);
        var detections = folder.Write("detections.json", """[{"image_id":1,"category_id":3,"bbox":[10,10,20,20],"score":0.9}]""");
        using var json = JsonDocument.Parse(CommandRun.Of("metrics", "--ground-truth", truth, "--detections", detections, "--json").Expect(0).Data);
        Assert.Equal(12, json.RootElement.GetProperty("stats").GetArrayLength());
        Assert.Equal(1, json.RootElement.GetProperty("stats")[0].GetDouble(), 12);
        Assert.Equal(3, json.RootElement.GetProperty("perClass")[0].GetProperty("categoryId").GetInt64());
    }

    [Fact]
    public void A_detection_in_an_unknown_picture_is_bad_data()
    {
        using var folder = new TemporaryFolder();
        var truth = folder.Write("truth.json", Truth);
        var detections = folder.Write("detections.json", """[{"image_id":7,"category_id":3,"bbox":[10,10,20,20],"score":0.9}]""");
        CommandRun.Of("metrics", "--ground-truth", truth, "--detections", detections, "--json").Expect(65);
    }

    [Fact]
    public void Broken_json_is_bad_data_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var truth = folder.Write("truth.json", "{\n  \"images\": [}");
        var run = CommandRun.Of("metrics", "--ground-truth", truth, "--detections", truth).Expect(65);
        Assert.Contains(truth + ":2:", run.Status, StringComparison.Ordinal);
    }
}
