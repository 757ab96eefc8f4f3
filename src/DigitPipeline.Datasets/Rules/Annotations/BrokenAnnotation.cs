using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>An annotation that is no Pascal VOC XML: not well-formed, with a document type, or with a field missing.</summary>
internal sealed class BrokenAnnotation() : DataSetRule(
    "XML001", Severity.Error, "annotation that cannot be understood", "correct the line, or annotate the picture again")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        let damage = picture.AnnotationDamage
        where damage is not null
        select Found(picture.AnnotationFile, damage.Problem, damage.Line);
}
