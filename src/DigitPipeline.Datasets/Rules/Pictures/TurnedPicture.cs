using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A photo with an orientation mark: training sees it as stored, some viewers show it turned.</summary>
internal sealed class TurnedPicture() : DataSetRule(
    "PIC004", Severity.Warning, "picture with an orientation mark",
    "save the picture turned upright without the mark, then check its boxes")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        where picture.Orientation != 1 && picture.Source.IsAnnotated
        select Found(picture.Source.File, FormattableString.Invariant(
            $"its EXIF orientation is {picture.Orientation}, expected 1: it is used as stored, and boxes drawn on it turned lie wrong"));
}
