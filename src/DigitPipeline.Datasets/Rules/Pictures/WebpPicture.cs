using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Rules.Inspection;

namespace DigitPipeline.Datasets.Rules.Pictures;

/// <summary>A picture that goes into the records as it is and that TensorFlow cannot decode there.</summary>
internal sealed class WebpPicture() : DataSetRule(
    "PIC005", Severity.Warning, "WebP picture", "convert it to PNG or JPEG if TensorFlow is to read the records too")
{
    internal override IEnumerable<Finding> Check(InspectedDataSet set) =>
        from picture in set.Pictures
        where picture.Header?.Format == PictureFormat.Webp && picture.Source.IsAnnotated
        select Found(picture.Source.File, "the Object Detection API reads JPEG, PNG, GIF and BMP, and no WebP");
}
