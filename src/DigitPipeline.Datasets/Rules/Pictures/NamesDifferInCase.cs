using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>Names that are one name on Windows and macOS: a copy of the data set there loses a file.</summary>
internal sealed class NamesDifferInCase() : DataSetRule(
    "NAME002", Severity.Warning, "names that differ only in case", "rename one of the files")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from file in Files(set).Distinct(StringComparer.Ordinal)
        group file by file.ToUpperInvariant() into same
        where same.Count() > 1
        select Found(same.First(), $"it differs from {string.Join(" and ", same.Skip(1))} only in case");

    private static IEnumerable<string> Files(InspectedDataSet set) =>
        set.Pictures.SelectMany(picture => (string?[])[picture.Source.File, picture.Source.AnnotationFile])
            .Concat(set.Set.Train.LoneAnnotations).Concat(set.Set.Test.LoneAnnotations).OfType<string>();
}
