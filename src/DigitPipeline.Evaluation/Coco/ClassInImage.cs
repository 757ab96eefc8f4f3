namespace DigitPipeline.Evaluation.Coco;

/// <summary>The annotations and detections of one class in one picture, with all their IoUs.</summary>
internal sealed class ClassInImage
{
    public ClassInImage(IReadOnlyList<CocoAnnotation> truths, IReadOnlyList<NumberedDetection> detections)
    {
        Truths = truths;
        Detections = StableOrder.ByDescendingScore(detections, d => d.Detection.Score)
            .Take(CocoParameters.MaxDetections[^1]).Select(i => detections[i]).ToArray();
        IoU = new double[Detections.Count, truths.Count];
        for (var d = 0; d < Detections.Count; d++)
        {
            for (var t = 0; t < truths.Count; t++)
            {
                IoU[d, t] = Detections[d].Detection.Box.IoU(truths[t].Box, truths[t].IsCrowd);
            }
        }
    }

    /// <summary>Annotations in the file's order.</summary>
    public IReadOnlyList<CocoAnnotation> Truths { get; }

    /// <summary>The best 100 detections, by descending score.</summary>
    public IReadOnlyList<NumberedDetection> Detections { get; }

    /// <summary>IoU of detection and annotation.</summary>
    public double[,] IoU { get; }
}

/// <summary>A detection and its place in the input, counted from 1.</summary>
internal readonly record struct NumberedDetection(long Id, CocoDetection Detection);
