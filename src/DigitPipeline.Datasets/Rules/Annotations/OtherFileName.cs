using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>An annotation that names another picture, as renaming files leaves it.</summary>
internal sealed class OtherFileName() : DataSetRule(
    "XML003", Severity.Warning, "<filename> of another picture",
    "check that the boxes belong to this picture; annotations go by the name of their own file")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from annotated in set.Annotated
        let named = annotated.Annotation.FileName
        let name = Path.GetFileName(annotated.Picture.Source.Name)
        where !UnsafeFileName.IsUnsafe(named) && named != name
        select Found(annotated.Picture.AnnotationFile, $"<filename> is '{named}', expected '{name}'");
}
