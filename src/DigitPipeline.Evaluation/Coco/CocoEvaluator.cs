namespace DigitPipeline.Evaluation.Coco;

/// <summary>
/// COCO's box metrics with the results of pycocotools 2.0 (<c>COCOeval</c>, type <c>bbox</c>, default parameters), equal to the last digit
/// in precision, recall and scores.
/// </summary>
public static class CocoEvaluator
{
    /// <summary>Evaluates detections against the ground truth.</summary>
    /// <param name="truth">Pictures, classes and annotations. Annotations of other classes or pictures are left out.</param>
    /// <param name="detections">In any order; the order breaks ties of score. Those of other classes are left out.</param>
    /// <exception cref="ArgumentException">A detection names a picture that the ground truth does not have.</exception>
    public static CocoResult Evaluate(CocoGroundTruth truth, IReadOnlyList<CocoDetection> detections)
    {
        var pairs = new ImagesOfClasses(truth, detections);
        var table = new CocoTable(pairs.Categories.Count);
        for (var k = 0; k < pairs.Categories.Count; k++)
        {
            var images = pairs.Of(k);
            for (var a = 0; a < CocoParameters.AreaRanges.Count; a++)
            {
                var range = CocoParameters.AreaRanges[a];
                var matches = images.Select(i => CocoMatcher.Match(i.ImageId, i.Pair, range)).ToArray();
                for (var m = 0; m < CocoParameters.MaxDetections.Count; m++)
                {
                    PrecisionRecall.Accumulate(matches, table, k, a, m);
                }
            }
        }

        var perClass = pairs.Categories.Select((category, k) => new CocoClassResult(category, Summary(table, k))).ToArray();
        return new CocoResult(Summary(table, null), perClass, table);
    }

    /// <summary>The matches behind the numbers: one entry a picture that has annotations or detections of the class, by ascending id.</summary>
    /// <exception cref="ArgumentException">The class is not in the ground truth, or a detection names an unknown picture.</exception>
    public static IReadOnlyList<ImageMatch> Matches(
        CocoGroundTruth truth, IReadOnlyList<CocoDetection> detections, long categoryId, AreaRange range)
    {
        var pairs = new ImagesOfClasses(truth, detections);
        var category = pairs.Categories.ToList().FindIndex(c => c.Id == categoryId);
        return category >= 0
            ? [.. pairs.Of(category).Select(i => CocoMatcher.Match(i.ImageId, i.Pair, range))]
            : throw new ArgumentException(FormattableString.Invariant($"No category has the id {categoryId}."), nameof(categoryId));
    }

    private static double[] Summary(CocoTable table, int? category) =>
    [
        table.AveragePrecision(null, category),
        table.AveragePrecision(0, category),
        table.AveragePrecision(5, category),
        table.AveragePrecision(null, category, area: 1),
        table.AveragePrecision(null, category, area: 2),
        table.AveragePrecision(null, category, area: 3),
        table.AverageRecall(category, limit: 0),
        table.AverageRecall(category, limit: 1),
        table.AverageRecall(category, limit: 2),
        table.AverageRecall(category, area: 1),
        table.AverageRecall(category, area: 2),
        table.AverageRecall(category, area: 3),
    ];
}
