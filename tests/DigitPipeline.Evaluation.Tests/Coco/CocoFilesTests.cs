using DigitPipeline.Evaluation.Coco;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Evaluation.Tests.Coco;

public sealed class CocoFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coco");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_two_files_give_the_numbers_of_the_golden_case()
    {
        var json = Golden.Json(Path.Combine(Golden.Folder("coco-metrics"), "digits-like.json"));
        var truth = CocoFiles.ReadGroundTruth(Write("coco.json", json.GetRawText()));
        var detections = CocoFiles.ReadDetections(Write("detections.json", json.GetProperty("detections").GetRawText()));

        var result = CocoEvaluator.Evaluate(truth, detections).ToJson();

        var stats = result["stats"]!.AsArray().Select(n => n!.GetValue<double>());
        Assert.Equal(json.GetProperty("expected").GetProperty("stats").Numbers(), stats, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(json.GetProperty("categories").GetArrayLength(), result["perClass"]!.AsArray().Count);
        Assert.Equal(
            json.GetProperty("expected").GetProperty("perClass")[0].GetProperty("AP").GetDouble(), result["perClass"]![0]!["AP"]!.GetValue<double>(), 1e-12);
    }

    [Fact]
    public void An_annotation_without_area_gets_the_area_of_its_box_and_is_no_crowd()
    {
        var file = Write("a.json", """{"images":[{"id":1.0}],"categories":[{"id":1,"name":"x"}],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,2,3,4]}]}""");
        Assert.Equal([new CocoAnnotation(1, 1, 1, new CocoBox(1, 2, 3, 4), 12, false)], CocoFiles.ReadGroundTruth(file).Annotations);
    }

    [Theory]
    [InlineData("""{"images":[]}""", "the file has no \"categories\"")]
    [InlineData("""{"images":[{"id":"one"}]}""", "images[0].id is \"one\", expected an integer")]
    [InlineData("""{"images":{}}""", "images is {}, expected an array")]
    [InlineData("""[1]""", "the file is [1], expected an object with \"images\"")]
    [InlineData("""{"images":[],"categories":[],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[1,2,3]}]}""", "annotations[0].bbox is [1,2,3], expected four numbers")]
    public void What_is_wrong_in_a_ground_truth_file_is_said_with_its_place(string text, string message)
    {
        var file = Write("broken.json", text);
        var error = Assert.Throws<FormatException>(() => CocoFiles.ReadGroundTruth(file));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_JSON_is_reported_with_line_and_column()
    {
        var error = Assert.Throws<FormatException>(() => CocoFiles.ReadDetections(Write("broken.json", "[\n  {]\n")));
        Assert.Equal((2, 4), (error.Line, error.Column));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
