using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Annotations;

/// <summary>An annotation whose picture is gone: work that would be lost without a word.</summary>
internal sealed class LoneAnnotation() : DataSetRule(
    "XML002", Severity.Error, "annotation without a picture", "put the picture beside it under the same name, or remove the annotation")
{
    private static readonly string Endings = string.Join(", ", PictureFormats.Extensions);

    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        set.Set.Train.LoneAnnotations.Concat(set.Set.Test.LoneAnnotations)
            .Select(file => Found(file, $"there is no picture of this stem beside it, expected one of {Endings}"));
}
