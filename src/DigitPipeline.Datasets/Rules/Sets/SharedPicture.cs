using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Sets;

/// <summary>A picture that is trained on and evaluated with: the evaluation would flatter.</summary>
internal sealed class SharedPicture() : DataSetRule(
    "SET003", Severity.Error, "same picture in training and in evaluation", "remove one of the two with its annotation")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set)
    {
        var trained = set.Train.Where(picture => picture.PixelDigest is not null).ToLookup(picture => picture.PixelDigest);
        return from picture in set.Test
               where picture.PixelDigest is not null && trained.Contains(picture.PixelDigest)
               let copy = trained[picture.PixelDigest].First().Source.File
               select Found(picture.Source.File, $"it shows the same pixels as {copy}, which is trained on");
    }
}
