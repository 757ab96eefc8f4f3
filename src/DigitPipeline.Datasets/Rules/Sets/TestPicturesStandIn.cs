using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>A data set without test pictures: some of train/ are kept back.</summary>
internal sealed class TestPicturesStandIn() : DataSetRule(
    "SET004", Severity.Note, "no test pictures of its own", "nothing to do; or put pictures of their own into test/")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set)
    {
        if (set.TestStandsIn && set.Test.Count > 0)
        {
            var kept = FormattableString.Invariant($"{set.Test.Count} of {set.Test.Count + set.Train.Count} pictures");
            yield return Found(
                "train",
                $"there are no annotated pictures in test/: {kept}, chosen by their content, are kept for evaluation and not trained on");
        }
    }
}
