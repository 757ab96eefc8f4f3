using DigitPipeline.Datasets.Rules.Inspection;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>An annotation whose tool did not know the picture's size, so that it cannot be compared.</summary>
internal sealed class UnknownSize() : DataSetRule(
    "XML006", Severity.Warning, "annotation without a size", "check a few boxes by eye; the picture's own size is used")
{
    /// <summary>True where the size is 0 x 0.</summary>
    public static bool IsUnknown(VocAnnotation annotation) => annotation is { Width: 0, Height: 0 };

    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from annotated in set.Annotated
        where IsUnknown(annotated.Annotation)
        select Found(annotated.Picture.AnnotationFile, "<size> is 0 x 0, expected the picture's");
}
