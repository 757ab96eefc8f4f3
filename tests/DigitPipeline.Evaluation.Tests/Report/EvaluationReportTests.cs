using System.Text.Json;
using System.Text.RegularExpressions;
using DigitPipeline.Evaluation.Report;
using FormatException = DigitPipeline.Formats.FormatException;

namespace DigitPipeline.Evaluation.Tests.Report;

public sealed partial class EvaluationReportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("report");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Metrics_hold_the_twelve_numbers_the_rate_and_the_classes()
    {
        Write();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "metrics.json")));
        var coco = json.RootElement.GetProperty("coco");
        Assert.Equal(
            ["mAP", "AP50", "AP75", "AP_small", "AP_medium", "AP_large", "AR_1", "AR_10", "AR_100", "AR_small", "AR_medium", "AR_large"],
            coco.EnumerateObject().Select(p => p.Name));
        var rate = json.RootElement.GetProperty("recognition_rate");
        Assert.Equal("""{"rate":0.5,"right":2,"total":4,"false":1}""", rate.GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(10, json.RootElement.GetProperty("per_class").GetArrayLength());
        Assert.Equal(11, json.RootElement.GetProperty("confusion").GetProperty("true_by_detected_last_is_none").GetArrayLength());
    }

    [Fact]
    public void The_same_evaluation_gives_the_same_bytes()
    {
        Write();
        var first = Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Convert.ToHexString(File.ReadAllBytes(f)))).ToArray();
        Write();
        Assert.Equal(["metrics.json", "report.html"], first.Select(f => f.Item1));
        Assert.Equal(first, Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), Convert.ToHexString(File.ReadAllBytes(f)))));
    }

    [Fact]
    public void The_page_needs_nothing_from_outside_shows_errors_first_and_escapes_names()
    {
        Write();
        var html = File.ReadAllText(Path.Combine(folder.FullName, "report.html"));
        Assert.DoesNotMatch(OutsideResource(), InlineJpeg().Replace(html, ""));
        Assert.Contains("&lt;mixed&gt; &amp; &quot;quoted&quot;.png", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<mixed>", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("data:image/jpeg;base64,").Length - 1);
        Assert.True(html.IndexOf("&lt;mixed", StringComparison.Ordinal) < html.IndexOf("all right.png", StringComparison.Ordinal));
        Assert.Contains("Training loss", html, StringComparison.Ordinal);
        Assert.Contains("50.0 %", html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_pictures_at_all_still_give_a_report()
    {
        EvaluationReport.Create([], SampleEvaluation.Classes).WriteTo(folder.FullName, "nothing");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "metrics.json")));
        Assert.Equal(-1, json.RootElement.GetProperty("coco").GetProperty("mAP").GetDouble());
    }

    [Fact]
    public void A_step_that_was_trained_again_counts_once_and_other_text_is_an_error_with_its_line()
    {
        var file = Path.Combine(folder.FullName, "metrics.jsonl");
        File.WriteAllText(file, "{\"step\":1,\"loss\":4,\"note\":\"x\"}\n{\"step\":2,\"loss\":3}\n\n{\"step\":2,\"loss\":2.5,\"rate\":1}\n");
        var curve = TrainingCurve.Read(file);
        Assert.Equal(["loss", "rate"], curve.Series.Select(s => s.Name));
        Assert.Equal([(1, 4), (2, 2.5)], curve.Series[0].Points);

        File.WriteAllText(file, "{\"step\":1}\n[1]\n");
        Assert.Equal(2, Assert.Throws<FormatException>(() => TrainingCurve.Read(file)).Line);
        File.WriteAllText(file, "{\"step\":1}\n{\n");
        Assert.Equal(2, Assert.Throws<FormatException>(() => TrainingCurve.Read(file)).Line);
    }

    private void Write()
    {
        var losses = Enumerable.Range(1, 1000).Select(s => ((double)s, 4 / Math.Sqrt(s))).ToArray();
        var curve = new TrainingCurve([new CurveSeries("loss", losses), new CurveSeries("learning_rate", [(1, .1), (1000, 0)])]);
        EvaluationReport.Create(SampleEvaluation.Images(), SampleEvaluation.Classes, curve).WriteTo(folder.FullName, "digits");
    }

    [GeneratedRegex("base64,[^\"]*")]
    private static partial Regex InlineJpeg();

    [GeneratedRegex("(https?:)?//[a-z]|<script|<link|@import|url\\(")]
    private static partial Regex OutsideResource();
}
