using System.Text.Json;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Detection.Augmentation;

namespace DigitPipeline.Detection.Tests.Augmentation;

/// <summary>Pictures and boxes of golden/odapi/augmentation.</summary>
internal static class OriginalPictures
{
    /// <summary>A file with values <c>[height, width, 3]</c>, float32 or uint8.</summary>
    public static AugmentedPicture Read(string name, IReadOnlyList<GroundTruth>? objects = null)
    {
        var (data, shape) = Golden.Npy(name);
        float[] values = data.Length == shape[0] * shape[1] * 3 ? [.. data.Select(value => (float)value)] : Golden.Floats(name);
        return new AugmentedPicture(shape[0], shape[1], values, objects ?? []);
    }

    /// <summary>Nested lists of pixels.</summary>
    public static AugmentedPicture Of(JsonElement rows, IReadOnlyList<GroundTruth> objects)
    {
        float[] values = [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).SelectMany(pixel => pixel.Floats())];
        return new AugmentedPicture(rows.GetArrayLength(), rows[0].GetArrayLength(), values, objects);
    }

    /// <summary>Boxes, as objects of the classes 1, 2, ... (their rows).</summary>
    public static IReadOnlyList<GroundTruth> Objects(JsonElement boxes) => [.. Boxes(boxes).Select((box, i) => new GroundTruth(box, i + 1))];

    /// <summary>Boxes.</summary>
    public static IEnumerable<Box> Boxes(JsonElement boxes) =>
        boxes.EnumerateArray().Select(row => row.Floats()).Select(row => new Box(row[0], row[1], row[2], row[3]));

    /// <summary>Compares boxes.</summary>
    public static void Same(JsonElement expected, IReadOnlyList<GroundTruth> actual)
    {
        float[] was = [.. expected.EnumerateArray().SelectMany(row => row.Floats())];
        float[] now = [.. actual.SelectMany(item => new[] { item.Box.YMin, item.Box.XMin, item.Box.YMax, item.Box.XMax })];
        var off = Golden.Distance(was, now);
        Assert.True(off <= 1e-6 * Math.Max(1, was.Select(Math.Abs).DefaultIfEmpty().Max()), $"boxes are off by {off}");
    }
}
