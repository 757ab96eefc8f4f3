using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>Nothing to learn from.</summary>
internal sealed class NoTrainingPictures() : DataSetRule(
    "SET001", Severity.Error, "no training pictures", "put pictures with their XML files from LabelImg into train/")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set)
    {
        if (set.Train.Count == 0)
        {
            yield return Found(
                "train", FormattableString.Invariant($"none of its {set.Set.Train.Pictures.Count} pictures has an annotation"));
        }
    }
}
