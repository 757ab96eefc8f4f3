using DigitPipeline.Datasets.Geometry;

namespace DigitPipeline.Export.Reading;

/// <summary>Puts detections into the order in which people read: rows from the top, each from left to right.</summary>
public static class ReadingOrder
{
    private const float MinOverlap = .4f;

    /// <summary>
    /// The rows. A detection belongs to the row whose last member it overlaps vertically most (by at least two fifths of the lower one's
    /// height), going from left to right: so a row may rise or fall.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<DetectedObject>> Rows(IEnumerable<DetectedObject> detections)
    {
        var rows = new List<List<DetectedObject>>();
        foreach (var detection in detections.OrderBy(d => d.Box.XMin + d.Box.XMax).ThenBy(d => d.Box.YMin)
                     .ThenByDescending(d => d.Score).ThenBy(d => d.ClassId))
        {
            var best = rows.Select(row => (Row: row, Overlap: Overlap(row[^1].Box, detection.Box))).Where(r => r.Overlap >= MinOverlap)
                .OrderByDescending(r => r.Overlap).ThenByDescending(r => r.Row[^1].Box.XMax).FirstOrDefault();
            if (best.Row is null)
            {
                rows.Add([detection]);
            }
            else
            {
                best.Row.Add(detection);
            }
        }

        return [.. rows.OrderBy(row => row.Average(d => d.Box.YMin + d.Box.YMax))];
    }

    /// <summary>The detections' names in reading order.</summary>
    /// <param name="detections">Detections of one picture.</param>
    /// <param name="className">Name of a class id.</param>
    /// <param name="betweenRows">What separates rows.</param>
    public static string Text(IEnumerable<DetectedObject> detections, Func<int, string> className, string betweenRows = "\n") =>
        string.Join(betweenRows, Rows(detections).Select(row => string.Concat(row.Select(d => className(d.ClassId)))));

    private static float Overlap(Box a, Box b)
    {
        var shared = Math.Min(a.YMax, b.YMax) - Math.Max(a.YMin, b.YMin);
        var lower = Math.Min(a.Height, b.Height);
        return lower > 0 ? shared / lower : 0;
    }
}
