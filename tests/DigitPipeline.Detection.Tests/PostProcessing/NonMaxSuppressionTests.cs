using CsCheck;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.PostProcessing;

namespace DigitPipeline.Detection.Tests.PostProcessing;

public class NonMaxSuppressionTests
{
    private static readonly Gen<(Box Box, float Score)[]> Candidates =
        Gen.Select(Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[.05f, .5f], Gen.Float[.05f, .5f], Gen.Int[0, 20])
            .Select((y, x, height, width, score) => (new Box(y, x, y + height, x + width), score / 20f)).Array[0, 60];

    [Fact]
    public void Kept_boxes_come_by_descending_score_and_do_not_overlap() => Candidates.Sample(candidates =>
    {
        var kept = Select(candidates, .1f, .4f, 100);
        return kept.Zip(kept.Skip(1)).All(pair => candidates[pair.First].Score >= candidates[pair.Second].Score)
            && kept.All(i => candidates[i].Score > .1f)
            && kept.All(i => kept.All(j => i == j || candidates[i].Box.IoU(candidates[j].Box) <= .4f));
    });

    [Fact]
    public void A_dropped_box_overlaps_a_kept_one_that_is_at_least_as_good() => Candidates.Sample(candidates =>
    {
        var kept = Select(candidates, .1f, .4f, 100);
        return Enumerable.Range(0, candidates.Length).Where(i => candidates[i].Score > .1f && !kept.Contains(i)).All(i =>
            kept.Any(k => candidates[k].Score >= candidates[i].Score && candidates[k].Box.IoU(candidates[i].Box) > .4f));
    });

    [Fact]
    public void The_limit_keeps_the_best() => Candidates.Sample(candidates =>
        Select(candidates, .1f, .4f, 3).SequenceEqual(Select(candidates, .1f, .4f, 100).Take(3)));

    private static List<int> Select((Box Box, float Score)[] candidates, float score, float iou, int limit) => NonMaxSuppression.Select(
        candidates.Select(candidate => candidate.Box).ToArray(), candidates.Select(candidate => candidate.Score).ToArray(), score, iou, limit);
}
