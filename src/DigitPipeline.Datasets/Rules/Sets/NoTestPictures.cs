using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>Nothing to evaluate with.</summary>
internal sealed class NoTestPictures() : DataSetRule(
    "SET005", Severity.Warning, "no pictures for evaluation", "put annotated pictures into test/, or raise test_share")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set)
    {
        if (set.Test.Count == 0 && set.Train.Count > 0)
        {
            yield return Found("test", "there is no picture to evaluate with");
        }
    }
}
