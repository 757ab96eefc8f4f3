using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>A box that is too small to be meant: a slip of the mouse.</summary>
internal sealed class TinyBox() : DataSetRule(
    "BOX004", Severity.Warning, "tiny box", "remove it if it was a slip of the mouse, or lower min_box_side")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from box in set.Boxes()
        let side = Math.Min(box.Object.XMax - box.Object.XMin, box.Object.YMax - box.Object.YMin)
        where !box.IsEmpty && side < set.Options.MinBoxSide
        select Found(
            box.File,
            FormattableString.Invariant($"the box of {box} is {side} pixels wide or high, expected at least {set.Options.MinBoxSide}"),
            box.Object.Line);
}
