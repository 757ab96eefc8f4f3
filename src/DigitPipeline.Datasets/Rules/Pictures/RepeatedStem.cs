using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>Two pictures that share one annotation: nobody knows which of them it describes.</summary>
internal sealed class RepeatedStem() : DataSetRule(
    "NAME001", Severity.Error, "two pictures for one annotation", "keep the picture that was annotated and rename or remove the other")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        where picture.Source.IsAnnotated
        group picture.Source.File by picture.Source.AnnotationFile into sharing
        where sharing.Count() > 1
        select Found(sharing.Key, $"it belongs to {string.Join(" and ", sharing)}, expected one picture of this stem");
}
