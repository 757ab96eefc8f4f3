using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Losses;
using DigitPipeline.Detection.Targets;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Inference;

/// <summary>
/// The losses that the original's evaluation reports: those of each picture by itself, with the moving statistics of the batch norms;
/// its numbers are the means over the pictures. May be used from several threads.
/// </summary>
public sealed class EvaluationLoss
{
    private readonly Detector detector;
    private readonly DetectionLoss loss;
    private readonly TargetAssigner assigner;
    private readonly Box[] anchors;

    /// <summary>Losses of a detector.</summary>
    public EvaluationLoss(Detector detector, TrainingObjective objective)
    {
        var definition = detector.Definition;
        (this.detector, loss, anchors) = (detector, objective.Loss, definition.GenerateAnchors());
        assigner = new TargetAssigner(objective.Matcher, definition.Coder, definition.ClassCount, definition.HasBackground);
        Regularization = detector.Penalty();
    }

    /// <summary>The weights' penalty, which all pictures share.</summary>
    public double Regularization { get; }

    /// <summary>Runs the network once for a picture's detections and its losses.</summary>
    public (IReadOnlyList<DetectedObject> Detections, DetectionLosses Losses) Run(AnnotatedImage picture)
    {
        var window = detector.WindowOf(picture.Image);
        var (codes, logits) = detector.Run(picture.Image);
        var outputs = new LevelTensors(anchors.Length, codes.Length, logits.Length);
        codes.CopyTo(outputs.Boxes, 0);
        logits.CopyTo(outputs.Logits, 0);
        var objects = picture.Objects.Select(item => item with { Box = Inside(item.Box, window) }).ToArray();
        var losses = loss.Evaluate([assigner.Assign(objects, [], anchors)], [outputs], detector.Definition.ClassColumns);
        return (detector.Decode(codes, logits, window), losses);
    }

    private static Box Inside(Box box, Box window) => new(
        window.YMin + (box.YMin * window.Height),
        window.XMin + (box.XMin * window.Width),
        window.YMin + (box.YMax * window.Height),
        window.XMin + (box.XMax * window.Width));
}
