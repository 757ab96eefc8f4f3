using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.PascalVoc;

namespace DigitPipeline.Evaluation.Report;

/// <summary>
/// Objects and detections of evaluated pictures as the metrics take them: in pixels, computed in float32 and widened, as the original's
/// wrappers do.
/// </summary>
internal sealed class EvaluatedBoxes
{
    public EvaluatedBoxes(IReadOnlyList<EvaluatedImage> images, IEnumerable<EvaluatedClass> classes)
    {
        var annotations = new List<CocoAnnotation>();
        var detections = new List<CocoDetection>();
        for (var i = 0; i < images.Count; i++)
        {
            var picture = images[i].Picture;
            foreach (var truth in picture.Objects)
            {
                var box = Coco(Pixels(truth.Box, images[i]));
                annotations.Add(new CocoAnnotation(
                    annotations.Count + 1, i + 1, truth.ClassId, box, (float)box.Width * (float)box.Height, truth.Crowd));
            }

            detections.AddRange(images[i].Detections.Select(d => new CocoDetection(i + 1, d.ClassId, Coco(Pixels(d.Box, images[i])), d.Score)));
        }

        Truth = new CocoGroundTruth(
            [.. Enumerable.Range(1, images.Count).Select(i => (long)i)], [.. classes.Select(c => new CocoCategory(c.Id, c.Name))], annotations);
        Detections = detections;
        Pascal = [.. images.Select(image => new PascalVocImage(
            [.. image.Picture.Objects.Select(o => new PascalVocTruth(Voc(Pixels(o.Box, image)), o.ClassId, o.Difficult, o.GroupOf))],
            [.. image.Detections.Select(d => new PascalVocDetection(Voc(Pixels(d.Box, image)), d.ClassId, d.Score))]))];
    }

    /// <summary>The objects for COCO's metrics; pictures are numbered from 1.</summary>
    public CocoGroundTruth Truth { get; }

    /// <summary>The detections for COCO's metrics.</summary>
    public IReadOnlyList<CocoDetection> Detections { get; }

    /// <summary>Both for Pascal VOC's metrics and their kin.</summary>
    public IReadOnlyList<PascalVocImage> Pascal { get; }

    private static Box Pixels(Box box, EvaluatedImage image) => box.Scale(image.Picture.Image.Height, image.Picture.Image.Width);

    private static CocoBox Coco(Box pixels) => new(pixels.XMin, pixels.YMin, pixels.Width, pixels.Height);

    private static PascalVocBox Voc(Box pixels) => new(pixels.YMin, pixels.XMin, pixels.YMax, pixels.XMax);
}
