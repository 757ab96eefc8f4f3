using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Boxes;

/// <summary>
/// A box outside of the picture, or reaching beyond it by more than a tenth of the picture: the original's evaluation stops at
/// normalised coordinates above 1.1.
/// </summary>
internal sealed class BoxOutside() : DataSetRule(
    "BOX002", Severity.Error, "box outside of the picture", "draw the box again on this picture, or remove it")
{
    /// <summary>The largest share of the picture's side that a box may reach beyond it.</summary>
    public const double MostBeyond = .1;

    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from box in set.Boxes()
        where !box.IsEmpty && (box.IsOutside || box.Beyond > MostBeyond)
        select Found(
            box.File,
            FormattableString.Invariant($"the box of {box} lies outside of the picture of {box.Width} x {box.Height} pixels"),
            box.Object.Line);
}
