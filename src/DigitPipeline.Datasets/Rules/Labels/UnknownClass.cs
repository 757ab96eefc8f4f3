using DigitPipeline.Datasets.Rules.Inspection;
using DigitPipeline.Formats.LabelMap;
using DigitPipeline.Formats.TextFormat;

namespace DigitPipeline.Datasets.Rules.Labels;

/// <summary>An object whose class is not in the label map.</summary>
internal sealed class UnknownClass() : DataSetRule(
    "LABEL001", Severity.Error, "class that is not in the label map", "correct the name, or add the class to the label map")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) => set.Labels is null ? [] : Check(set, set.Labels);

    private IEnumerable<Finding> Check(InspectedDataSet set, LabelMap labels) =>
        from annotated in set.Annotated
        from item in annotated.Annotation.Objects
        where labels.IdOf(item.Name) is null
        let suggestion = Suggestion.For(item.Name, labels.Items.Select(label => label.Name))
        select Found(annotated.Picture.AnnotationFile, $"class '{item.Name}' is not in {set.LabelMapFile}{suggestion}", item.Line);
}
