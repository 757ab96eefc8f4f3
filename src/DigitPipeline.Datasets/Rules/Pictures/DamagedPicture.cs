using System.Globalization;
using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A picture that is empty, cut, damaged, too large or none at all.</summary>
internal sealed class DamagedPicture() : DataSetRule(
    "PIC001", Severity.Error, "picture that cannot be decoded", "fetch or export the picture again, or remove it with its annotation")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        let damage = picture.Damage
        where damage is not null
        let place = damage.Offset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"byte {offset}: ") : ""
        select Found(picture.Source.File, place + damage.Problem.Split(';')[0]);
}
