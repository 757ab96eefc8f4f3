namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>One picture's objects and detections.</summary>
public sealed record PascalVocImage(IReadOnlyList<PascalVocTruth> Truths, IReadOnlyList<PascalVocDetection> Detections);

/// <summary>An annotated object.</summary>
public readonly record struct PascalVocTruth(PascalVocBox Box, int ClassId, bool Difficult);

/// <summary>A detection.</summary>
public readonly record struct PascalVocDetection(PascalVocBox Box, int ClassId, double Score);

/// <summary>A box <c>[ymin, xmin, ymax, xmax]</c> in pixels.</summary>
public readonly record struct PascalVocBox(double YMin, double XMin, double YMax, double XMax)
{
    /// <summary>Intersection over union; 0 where the boxes do not meet.</summary>
    public double IoU(PascalVocBox other)
    {
        var shared = Math.Max(0, Math.Min(YMax, other.YMax) - Math.Max(YMin, other.YMin))
            * Math.Max(0, Math.Min(XMax, other.XMax) - Math.Max(XMin, other.XMin));
        var union = (YMax - YMin) * (XMax - XMin) + (other.YMax - other.YMin) * (other.XMax - other.XMin) - shared;
        return shared > 0 ? shared / union : 0;
    }
}
