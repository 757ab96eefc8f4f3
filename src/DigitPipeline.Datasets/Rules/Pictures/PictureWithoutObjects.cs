using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>An annotation that is empty: all of the picture is background.</summary>
internal sealed class PictureWithoutObjects() : DataSetRule(
    "PIC006", Severity.Note, "picture without objects", "nothing to do if there is nothing on it; else annotate it")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        where picture.Annotation is { Objects.Count: 0 }
        select Found(picture.AnnotationFile, "it has no objects: the whole picture is taken as background");
}
