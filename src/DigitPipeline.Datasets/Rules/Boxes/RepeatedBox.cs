using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>Two objects in one place: the same one annotated twice, or with two classes.</summary>
internal sealed class RepeatedBox() : DataSetRule("BOX005", Severity.Warning, "box that is there twice", "remove one of the two objects")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from box in set.Boxes()
        group box by (box.Picture, box.Object.XMin, box.Object.YMin, box.Object.XMax, box.Object.YMax) into same
        from repeated in same.Skip(1)
        let first = same.First().Object
        select Found(
            repeated.File,
            FormattableString.Invariant($"the box of {repeated} is that of '{first.Name}' in line {first.Line} too"),
            repeated.Object.Line);
}
