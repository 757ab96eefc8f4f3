namespace DigitPipeline.Evaluation.Coco;

/// <summary>COCO's settings for boxes (cocodataset.org, "Detection evaluation"); thresholds are the doubles that numpy's linspace gives.</summary>
public static class CocoParameters
{
    /// <summary>The ten IoU thresholds from .5 to .95.</summary>
    public static IReadOnlyList<double> IoUThresholds { get; } = Linspace(.5, .95, 10);

    /// <summary>The 101 recall values at which precision is read.</summary>
    public static IReadOnlyList<double> RecallThresholds { get; } = Linspace(0, 1, 101);

    /// <summary>Limits of detections per picture and class.</summary>
    public static IReadOnlyList<int> MaxDetections { get; } = [1, 10, 100];

    /// <summary>Ranges of area in square pixels, both ends included: all, small, medium, large.</summary>
    public static IReadOnlyList<AreaRange> AreaRanges { get; } =
    [
        new("all", 0, 1e10), new("small", 0, 32 * 32), new("medium", 32 * 32, 96 * 96), new("large", 96 * 96, 1e10),
    ];

    private static double[] Linspace(double first, double last, int count)
    {
        var step = (last - first) / (count - 1);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i * step + first;
        }

        values[^1] = last;
        return values;
    }
}

/// <summary>A range of area in square pixels, both ends included.</summary>
public sealed record AreaRange(string Name, double From, double To)
{
    /// <summary>Whether an area lies outside. NaN lies in every range, since no comparison with it is true.</summary>
    public bool Excludes(double area) => area < From || area > To;
}
