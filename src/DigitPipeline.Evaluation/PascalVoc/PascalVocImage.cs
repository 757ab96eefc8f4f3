namespace DigitPipeline.Evaluation.PascalVoc;

/// <summary>One picture's objects and detections.</summary>
public sealed record PascalVocImage(IReadOnlyList<PascalVocTruth> Truths, IReadOnlyList<PascalVocDetection> Detections);

/// <summary>An annotated object.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="ClassId">Its class.</param>
/// <param name="Difficult">Hard to recognise.</param>
/// <param name="GroupOf">A box around several objects of the class.</param>
public readonly record struct PascalVocTruth(PascalVocBox Box, int ClassId, bool Difficult, bool GroupOf = false);

/// <summary>A detection.</summary>
public readonly record struct PascalVocDetection(PascalVocBox Box, int ClassId, double Score);

/// <summary>A box <c>[ymin, xmin, ymax, xmax]</c> in pixels.</summary>
public readonly record struct PascalVocBox(double YMin, double XMin, double YMax, double XMax)
{
    private double Area => (YMax - YMin) * (XMax - XMin);

    /// <summary>Intersection over union; 0 where the boxes do not meet.</summary>
    public double IoU(PascalVocBox other)
    {
        var shared = Shared(other);
        return shared > 0 ? shared / (Area + other.Area - shared) : 0;
    }

    /// <summary>The part of this box's area that <paramref name="other"/> covers.</summary>
    public double Covered(PascalVocBox other)
    {
        var shared = Shared(other);
        return shared > 0 ? shared / Area : 0;
    }

    private double Shared(PascalVocBox other) =>
        Math.Max(0, Math.Min(YMax, other.YMax) - Math.Max(YMin, other.YMin))
        * Math.Max(0, Math.Min(XMax, other.XMax) - Math.Max(XMin, other.XMin));
}
