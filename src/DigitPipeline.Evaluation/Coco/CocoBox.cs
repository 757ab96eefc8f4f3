namespace DigitPipeline.Evaluation.Coco;

/// <summary>A box as COCO writes it, <c>[x, y, width, height]</c> in pixels.</summary>
public readonly record struct CocoBox(double X, double Y, double Width, double Height)
{
    /// <summary>Width times height.</summary>
    public double Area => Width * Height;

    /// <summary>
    /// Intersection over union with <paramref name="truth"/>; over this box's area alone where that is a crowd. NaN where both areas
    /// overflow or underflow, as in pycocotools, whose order of operations this keeps. Coordinates that are NaN are left out by
    /// minimum and maximum, as C's fmin and fmax do.
    /// </summary>
    public double IoU(CocoBox truth, bool crowd)
    {
        var width = double.MinNumber(X + Width, truth.X + truth.Width) - double.MaxNumber(X, truth.X);
        if (width <= 0)
        {
            return 0;
        }

        var height = double.MinNumber(Y + Height, truth.Y + truth.Height) - double.MaxNumber(Y, truth.Y);
        if (height <= 0)
        {
            return 0;
        }

        var shared = width * height;
        return shared / (crowd ? Area : Area + truth.Area - shared);
    }
}
