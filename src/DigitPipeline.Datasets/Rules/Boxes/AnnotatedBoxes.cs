using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>The boxes of a data set.</summary>
internal static class AnnotatedBoxes
{
    /// <summary>All boxes with their pictures; where a picture cannot be read, its size is the annotation's.</summary>
    public static IEnumerable<AnnotatedBox> Boxes(this InspectedDataSet set) =>
        from annotated in set.Annotated
        let width = annotated.Picture.Header?.Width ?? annotated.Annotation.Width
        let height = annotated.Picture.Header?.Height ?? annotated.Annotation.Height
        where width > 0 && height > 0
        from item in annotated.Annotation.Objects
        select new AnnotatedBox(annotated.Picture.Source.File, annotated.Picture.AnnotationFile, item, width, height);
}
