using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Labels;

/// <summary>A class that the detector cannot learn.</summary>
internal sealed class ClassWithoutExample() : DataSetRule(
    "LABEL002", Severity.Warning, "class without a training example", "annotate pictures of it, or take the class out of the label map")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set)
    {
        var trained = set.Train.SelectMany(picture => picture.Annotation?.Objects ?? [])
            .Select(item => item.Name)
            .ToHashSet(StringComparer.Ordinal);
        return set.Train.Count == 0
            ? []
            : (set.Labels?.Items ?? []).Where(label => !trained.Contains(label.Name))
                .Select(label => Found(
                    set.LabelMapFile,
                    FormattableString.Invariant($"class '{label.Name}' (id {label.Id}) has no object in the training pictures")));
    }
}
