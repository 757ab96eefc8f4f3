using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A picture that nobody annotated: it is left out, for it would teach that its objects are background.</summary>
internal sealed class PictureWithoutAnnotation() : DataSetRule(
    "PIC003", Severity.Warning, "picture without an annotation",
    "annotate it, or remove it; a picture without objects is saved with an empty annotation")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        where !picture.Source.IsAnnotated
        select Found(picture.Source.File, "there is no XML file of the same stem beside it: the picture is left out");
}
