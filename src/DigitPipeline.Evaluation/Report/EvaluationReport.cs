using DigitPipeline.Evaluation.Coco;
using DigitPipeline.Evaluation.Recognition;
using DigitPipeline.Formats;

namespace DigitPipeline.Evaluation.Report;

/// <summary>What an evaluation found out: numbers, and the pictures behind them.</summary>
/// <param name="Classes">The classes of the label map, by id.</param>
/// <param name="Images">The pictures in the order given.</param>
/// <param name="Coco">COCO's numbers.</param>
/// <param name="Recognition">The recognition rate.</param>
/// <param name="Training">The course of the training; null where it is not known.</param>
public sealed record EvaluationReport(
    IReadOnlyList<EvaluatedClass> Classes,
    IReadOnlyList<EvaluatedImage> Images,
    CocoResult Coco,
    RecognitionRate Recognition,
    TrainingCurve? Training)
{
    /// <summary>Name of the file with the numbers.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Name of the page for people.</summary>
    public const string ReportFile = "report.html";

    /// <summary>What the metrics are computed from.</summary>
    internal EvaluatedBoxes Boxes => field ??= new EvaluatedBoxes(Images, Classes);

    /// <summary>Evaluates.</summary>
    /// <exception cref="ArgumentException">An object or detection has a class that <paramref name="classes"/> lacks.</exception>
    public static EvaluationReport Create(
        IReadOnlyList<EvaluatedImage> images, IEnumerable<EvaluatedClass> classes, TrainingCurve? training = null)
    {
        EvaluatedClass[] sorted = [.. classes.OrderBy(c => c.Id)];
        var recognition = RecognitionRate.Compute(images.Select(i => (i.Picture.Objects, i.Detections)), [.. sorted.Select(c => c.Id)]);
        var boxes = new EvaluatedBoxes(images, sorted);
        return new EvaluationReport(sorted, images, CocoEvaluator.Evaluate(boxes.Truth, boxes.Detections), recognition, training);
    }

    /// <summary>Writes <see cref="MetricsFile"/> and <see cref="ReportFile"/>; the same evaluation gives the same bytes.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="title">Heading of the page, such as the pipeline's name.</param>
    /// <param name="maxPictures">So many pictures at most are shown, those with the most errors first.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void WriteTo(string folder, string title, int maxPictures = 60)
    {
        WholeFile.Write(Path.Combine(folder, MetricsFile), MetricsJson.Of(this));
        WholeFile.Write(Path.Combine(folder, ReportFile), new HtmlReport(this, title, maxPictures).Write());
    }
}
