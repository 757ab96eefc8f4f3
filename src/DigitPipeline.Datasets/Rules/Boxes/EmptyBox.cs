using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>A box without area, or with its edges the wrong way round: the original's training stops at it.</summary>
internal sealed class EmptyBox() : DataSetRule("BOX001", Severity.Error, "empty or inverted box", "draw the box again, or remove it")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from box in set.Boxes()
        where box.IsEmpty
        select Found(box.File, $"the box of {box} is empty or inverted, expected xmin < xmax and ymin < ymax", box.Object.Line);
}
