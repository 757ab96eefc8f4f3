using System.Runtime.InteropServices;
using System.Text.Json;
using DigitPipeline.Detection.Preprocessing;

namespace DigitPipeline.Detection.Tests.Preprocessing;

/// <summary>
/// Resizes against golden/images/resize.json: the Object Detection API's, and the one with a triangle filter, which is TensorFlow's
/// newer bilinear where it enlarges (to a thousandth of 255: TensorFlow rounds in another order). No resizer of a pipeline.config
/// aligns corners.
/// </summary>
public class TensorFlowResizesTests
{
    private const string Folder = "../images/";

    [Theory]
    [InlineData("legacy", ResizeKind.LegacyBilinear, 16, 0)]
    [InlineData("nearestLegacy", ResizeKind.LegacyNearest, 3, 0)]
    [InlineData("antialias", ResizeKind.Antialiased, 3, 1e-3)]
    [InlineData("v2", ResizeKind.Antialiased, 8, 1e-3)]
    public void Resized_pictures_are_TensorFlow_s(string kind, ResizeKind resize, int count, double tolerance)
    {
        var entries = Golden.Json(Folder + "resize.json").GetProperty("resizes").EnumerateArray()
            .Where(entry => entry.TryGetProperty(kind, out _) && (kind != "v2" || Enlarges(entry))).ToList();
        Assert.Equal(count, entries.Count);
        foreach (var entry in entries)
        {
            var (height, width) = Size(entry);
            var (source, from) = Read(entry.GetProperty("input").GetString()!);
            var result = new float[height * width * 3];
            new PictureInput(1, [0, 0, 0], resize).Fill(source, from[0], from[1], height, width, result);
            var name = entry.GetProperty(kind).GetString()!;
            var every = entry.TryGetProperty("note", out _) ? 40 : 1;
            var sampled = result.Where((_, i) => i / 3 / width % every == 0 && i / 3 % width % every == 0).ToArray();
            var off = Golden.Distance(Read(name).Values, sampled);
            Assert.True(off <= tolerance, $"{name}: off by {off}");
        }
    }

    private static bool Enlarges(JsonElement entry)
    {
        var (height, width) = Size(entry);
        var from = Read(entry.GetProperty("input").GetString()!).Shape;
        return height >= from[0] && width >= from[1];
    }

    private static (int Height, int Width) Size(JsonElement entry) =>
        (entry.GetProperty("size")[0].GetInt32(), entry.GetProperty("size")[1].GetInt32());

    // Values of three channels; those of two get the first once more.
    private static (float[] Values, int[] Shape) Read(string name)
    {
        var (data, shape) = Golden.Npy(Folder + name);
        float[] values = data.Length == shape[0] * shape[1] * shape[2]
            ? Array.ConvertAll(data, value => (float)value)
            : MemoryMarshal.Cast<byte, float>(data).ToArray();
        return (shape[2] == 3 ? values : [.. values.Chunk(2).SelectMany(pixel => new[] { pixel[0], pixel[1], pixel[0] })], shape);
    }
}
