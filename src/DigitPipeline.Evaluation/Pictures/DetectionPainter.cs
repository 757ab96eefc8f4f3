using System.Globalization;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Evaluation.Recognition;

namespace DigitPipeline.Evaluation.Pictures;

/// <summary>Draws boxes with class and score into a copy of a picture. Same input, same pixels, on any machine.</summary>
public static class DetectionPainter
{
    /// <summary>Draws detections, each in its class's colour.</summary>
    /// <param name="picture">The picture; it stays as it is.</param>
    /// <param name="detections">Boxes normalised.</param>
    /// <param name="className">Name of a class id.</param>
    public static RgbImage Paint(RgbImage picture, IEnumerable<DetectedObject> detections, Func<int, string> className)
    {
        var canvas = new Canvas(picture);
        foreach (var detection in detections.OrderBy(d => d.Score))
        {
            Draw(canvas, detection.Box, Text(detection, className), Colour.OfClass(detection.ClassId));
        }

        return canvas.Image;
    }

    /// <summary>Draws what is there, each object in its class's colour.</summary>
    /// <param name="picture">The picture; it stays as it is.</param>
    /// <param name="objects">Boxes normalised.</param>
    /// <param name="className">Name of a class id.</param>
    public static RgbImage PaintTruth(RgbImage picture, IEnumerable<GroundTruth> objects, Func<int, string> className)
    {
        var canvas = new Canvas(picture);
        foreach (var item in objects)
        {
            Draw(canvas, item.Box, className(item.ClassId), Colour.OfClass(item.ClassId));
        }

        return canvas.Image;
    }

    /// <summary>
    /// Draws how detections meet the truth: green for right, orange for a wrong class (as <c>3 NOT 8</c>), red for false, blue for missed
    /// objects.
    /// </summary>
    public static RgbImage PaintMatches(RgbImage picture, IEnumerable<MatchedPair> pairs, Func<int, string> className)
    {
        var canvas = new Canvas(picture);
        foreach (var pair in pairs.OrderBy(p => p.IsRight ? 0 : 1))
        {
            switch (pair)
            {
                case { Detection: { } found, IsRight: true }:
                    Draw(canvas, found.Box, Text(found, className), Colour.Right);
                    break;
                case { Detection: { } found, Truth: { } truth }:
                    Draw(canvas, found.Box, $"{className(found.ClassId)} not {className(truth.ClassId)}", Colour.WrongClass);
                    break;
                case { Detection: { } found }:
                    Draw(canvas, found.Box, Text(found, className), Colour.False);
                    break;
                case { Truth: { } truth }:
                    Draw(canvas, truth.Box, className(truth.ClassId) + "?", Colour.Missed);
                    break;
            }
        }

        return canvas.Image;
    }

    private static string Text(DetectedObject detection, Func<int, string> className) => string.Create(
        CultureInfo.InvariantCulture, $"{className(detection.ClassId)} {Math.Clamp((int)(detection.Score * 100), 0, 100)}%");

    private static void Draw(Canvas canvas, Box box, string text, Colour colour)
    {
        var (height, width) = (canvas.Image.Height, canvas.Image.Width);
        var scale = Math.Max(1, (Math.Min(height, width) + 150) / 300);
        var pixels = box.Scale(height, width);
        var (left, top) = (Round(pixels.XMin, width), Round(pixels.YMin, height));
        canvas.Frame(left, top, Round(pixels.XMax, width), Round(pixels.YMax, height), 1 + scale / 2, colour);

        // Above the box where there is room, else inside it.
        var labelTop = top >= Canvas.LabelHeight(scale) ? top - Canvas.LabelHeight(scale) : top;
        canvas.Label(Math.Max(0, Math.Min(left, width - Canvas.LabelWidth(text, scale))), labelTop, text, scale, colour);
    }

    private static int Round(float value, int limit) => float.IsNaN(value) ? 0 : (int)Math.Clamp(MathF.Round(value), -1f, limit + 1f);
}
