using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>A picture that is in train or in test more than once: it counts more than others.</summary>
internal sealed class RepeatedPicture() : DataSetRule(
    "SET002", Severity.Warning, "same picture twice", "remove one of the two with its annotation")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from part in (IReadOnlyList<InspectedPicture>[])[set.Train, set.Test]
        from same in part.Where(picture => picture.PixelDigest is not null).GroupBy(picture => picture.PixelDigest)
        from copy in same.Skip(1)
        select Found(copy.Source.File, $"it shows the same pixels as {same.First().Source.File}");
}
