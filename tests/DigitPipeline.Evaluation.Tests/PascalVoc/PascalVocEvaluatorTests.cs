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
            var (mean, perClass) = PascalVocEvaluator.Evaluate(images, categories.Select(c => c.GetProperty("id").GetInt32()), PascalVocRules.Pascal);
            foreach (var expected in json.GetProperty("expected").EnumerateObject())
            {
                var category = Array.FindIndex(
                    categories, c => expected.Name.EndsWith("/" + c.GetProperty("name").GetString(), StringComparison.Ordinal));
                var actual = category >= 0 ? perClass[category] : mean;
                var wanted = expected.Value.ValueKind == JsonValueKind.Null ? double.NaN : expected.Value.GetDouble();
                Assert.True(
                    double.IsNaN(wanted) ? double.IsNaN(actual) : Math.Abs(wanted - actual) < 1e-12,
                    $"{file} {expected.Name}: {actual}, expected {wanted}");
            }
        }
    }

    [Fact]
    public void What_lies_in_a_box_around_a_group_is_no_error_where_groups_are_known_and_need_not_be_found()
    {
        var image = new PascalVocImage(
            [new(new(0, 0, 10, 10), 1, false), new(new(100, 100, 200, 200), 1, false, GroupOf: true)],
            [new(new(110, 110, 120, 120), 1, .9), new(new(0, 0, 10, 10), 1, .8), new(new(0, 0, 10, 10), 1, .7)]);
        Assert.Equal(1, PascalVocEvaluator.Evaluate([image], [1], PascalVocRules.OpenImages).Mean);
        Assert.Equal(.25, PascalVocEvaluator.Evaluate([image], [1], PascalVocRules.Pascal).Mean);
    }

    [Fact]
    public void Pooled_classes_are_ranked_in_one_list()
    {
        var image = new PascalVocImage(
            [new(new(0, 0, 10, 10), 1, false), new(new(20, 20, 30, 30), 2, false)],
            [new(new(50, 50, 60, 60), 1, .9), new(new(0, 0, 10, 10), 1, .8), new(new(20, 20, 30, 30), 2, .7)]);
        Assert.Equal(.75, PascalVocEvaluator.Evaluate([image], [1, 2, 3], PascalVocRules.Pascal).Mean);
        Assert.Equal(2 / 3.0, PascalVocEvaluator.Evaluate([image], [1, 2, 3], PascalVocRules.WeightedPascal).Mean, 12);
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
