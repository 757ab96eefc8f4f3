using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>A box that reaches a little beyond the picture, as hasty drawing leaves it. As in the original it is not clipped.</summary>
internal sealed class BoxBeyondEdge() : DataSetRule(
    "BOX003", Severity.Warning, "box beyond the picture's edge", "draw the box again; it is used as it is")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from box in set.Boxes()
        where !box.IsEmpty && !box.IsOutside && box.Beyond is > 0 and <= BoxOutside.MostBeyond
        select Found(
            box.File,
            FormattableString.Invariant($"the box of {box} reaches beyond the picture of {box.Width} x {box.Height} pixels"),
            box.Object.Line);
}
