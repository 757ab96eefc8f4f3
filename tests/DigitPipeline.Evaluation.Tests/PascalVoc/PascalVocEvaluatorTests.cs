using System.Text.Json;
using DigitPipeline.Evaluation.PascalVoc;

namespace DigitPipeline.Evaluation.Tests.PascalVoc;

public sealed class PascalVocEvaluatorTests
{
    [Fact]
    public void Every_golden_case_gives_the_originals_average_precision()
    {
        var cases = Golden.Files("coco-metrics/voc").ToArray();
        Assert.Equal(19, cases.Length);
        foreach (var file in cases)
        {
            var json = Golden.Json(file);
            var images = json.GetProperty("images").EnumerateArray().Select(Image).ToArray();
            var categories = json.GetProperty("categories").EnumerateArray().ToArray();
            foreach (var expected in json.GetProperty("expected").EnumerateObject())
            {
                var category = categories.Where(c => expected.Name.EndsWith("/" + c.GetProperty("name").GetString(), StringComparison.Ordinal)).ToArray();
                var actual = category.Length > 0
                    ? PascalVocEvaluator.AveragePrecision(images, category[0].GetProperty("id").GetInt32())
                    : PascalVocEvaluator.MeanAveragePrecision(images, categories.Select(c => c.GetProperty("id").GetInt32()));
                var wanted = expected.Value.ValueKind == JsonValueKind.Null ? double.NaN : expected.Value.GetDouble();
                Assert.True(double.IsNaN(wanted) ? double.IsNaN(actual) : Math.Abs(wanted - actual) < 1e-12, $"{file} {expected.Name}: {actual}, expected {wanted}");
            }
        }
    }

    private static PascalVocImage Image(JsonElement image)
    {
        var (truthClasses, difficult) = (image.GetProperty("gtClasses").Numbers(), image.GetProperty("gtDifficult").Numbers());
        var (classes, scores) = (image.GetProperty("dtClasses").Numbers(), image.GetProperty("dtScores").Numbers());
        return new PascalVocImage(
            [.. image.GetProperty("gtBoxes").EnumerateArray().Select((b, i) => new PascalVocTruth(Box(b), (int)truthClasses[i], difficult[i] != 0))],
            [.. image.GetProperty("dtBoxes").EnumerateArray().Select((b, i) => new PascalVocDetection(Box(b), (int)classes[i], scores[i]))]);
    }

    private static PascalVocBox Box(JsonElement array)
    {
        var numbers = array.Numbers();
        return new PascalVocBox(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
