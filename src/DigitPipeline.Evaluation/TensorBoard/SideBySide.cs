using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Pictures;

namespace DigitPipeline.Evaluation.TensorBoard;

/// <summary>A picture twice: with what was detected on the left, and with what is there on the right.</summary>
internal static class SideBySide
{
    private const int LongestSide = 640;

    /// <summary>Paints it. Larger pictures are made smaller first, so that the labels can be read.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="className">Name of a class id.</param>
    /// <param name="minScore">Detections of a lower score are left out.</param>
    /// <param name="mostBoxes">So many detections at most, the best.</param>
    public static RgbImage Paint(EvaluatedImage image, Func<int, string> className, float minScore, int mostBoxes)
    {
        var picture = SmallerPicture.Of(image.Picture.Image, LongestSide);
        var shown = image.Detections.Where(one => one.Score >= minScore).OrderByDescending(one => one.Score).Take(mostBoxes);
        var left = DetectionPainter.Paint(picture, shown, className).Pixels;
        var right = DetectionPainter.PaintTruth(picture, image.Picture.Objects, className).Pixels;
        var row = picture.Width * 3;
        var both = new byte[2 * left.Length];
        for (var y = 0; y < picture.Height; y++)
        {
            left.AsSpan(y * row, row).CopyTo(both.AsSpan(2 * y * row));
            right.AsSpan(y * row, row).CopyTo(both.AsSpan((2 * y + 1) * row));
        }

        return new RgbImage(2 * picture.Width, picture.Height, both);
    }
}
