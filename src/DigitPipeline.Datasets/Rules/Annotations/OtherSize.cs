using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Rules.Inspection;
using DigitPipeline.Formats.PascalVoc;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>An annotation that was made on a picture of another size: its boxes are elsewhere.</summary>
internal sealed class OtherSize() : DataSetRule(
    "XML005", Severity.Error, "size that is not the picture's",
    "annotate this picture again, or put the one that was annotated in its place")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from annotated in set.Annotated
        where annotated.Picture.Header is not null && !UnknownSize.IsUnknown(annotated.Annotation)
        select Compare(annotated.Picture, annotated.Annotation, annotated.Picture.Header!.Value) into finding
        where finding is not null
        select finding;

    private Finding? Compare(InspectedPicture picture, VocAnnotation annotation, PictureHeader header)
    {
        var (width, height) = (annotation.Width, annotation.Height);
        var name = Path.GetFileName(picture.Source.Name);
        var turned = (width, height) == (header.Height, header.Width) ? ": it was turned in one of the two" : "";
        return (width, height) == (header.Width, header.Height) ? null : Found(picture.AnnotationFile, FormattableString.Invariant(
            $"<size> is {width} x {height}, but {name} has {header.Width} x {header.Height} pixels{turned}"));
    }
}
