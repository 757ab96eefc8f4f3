using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A picture of another format than its name says. It is read all the same.</summary>
internal sealed class MisnamedPicture() : DataSetRule(
    "PIC002", Severity.Warning, "picture of another format than its name says",
    "rename it with its annotation; other programs may go by the name")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from readable in set.Readable
        let found = readable.Header.Format
        let named = PictureFormats.OfName(readable.Picture.Source.Name)
        where found != named
        select Found(readable.Picture.Source.File, $"its content is {found.Shown()}, expected {named?.Shown()} by its name");
}
