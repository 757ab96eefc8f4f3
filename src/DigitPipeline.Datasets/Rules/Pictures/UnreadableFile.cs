using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A file that the system does not give us.</summary>
internal sealed class UnreadableFile() : DataSetRule(
    "FILE001", Severity.Error, "file that cannot be read", "give read permission, fetch what a link points to, or remove the file")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        from unreadable in picture.Unreadable
        select Found(unreadable.File, $"the file cannot be read: {unreadable.Reason}");
}
