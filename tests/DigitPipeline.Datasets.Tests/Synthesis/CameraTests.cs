using System.Numerics;
using DigitPipeline.Datasets.Synthesis.Camera;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Tests.Synthesis;

public sealed class CameraTests
{
    [Fact]
    public void A_picture_of_one_colour_stays_so_at_any_size()
    {
        var canvas = Filled(37, 23, (_, _) => new(90, 120, 200));
        foreach (var antialias in new[] { true, false })
        {
            Assert.All(Resampling.Resize(canvas, 64, 11, antialias).Pixels, pixel => Assert.True(Vector3.Distance(pixel, new(90, 120, 200)) < .01f));
        }
    }

    [Fact]
    public void Resizing_keeps_places()
    {
        var ramp = Filled(100, 10, (x, _) => new(2 * x + 1));
        var wide = Resampling.Resize(ramp, 150, 10);
        Assert.Equal(2 * 75 / 1.5f, wide.Pixels[75].X, 1.0);
        var narrow = Resampling.Resize(ramp, 25, 10);
        Assert.Equal(2 * (10 + .5f) * 4, narrow.Pixels[10].X, .1);
    }

    [Fact]
    public void The_best_quality_of_jpeg_hardly_changes_a_smooth_picture_and_the_worst_does()
    {
        Assert.True(Loss(100) < 1.5f);
        Assert.True(Loss(5) > 3 * Loss(100));

        static float Loss(int quality)
        {
            var before = Filled(40, 30, (x, y) => new(4 * x + 20, 5 * y + 30, 100 + 60 * MathF.Sin(x * .3f)));
            var after = Filled(40, 30, (x, y) => before.Pixels[y * 40 + x]);
            JpegLoss.Apply(after, quality);
            return before.Pixels.Zip(after.Pixels).Average(pair => Math.Abs(Colours.Luma(pair.First) - Colours.Luma(pair.Second)));
        }
    }

    private static Canvas Filled(int width, int height, Func<int, int, Vector3> colour)
    {
        var canvas = new Canvas(width, height);
        for (var i = 0; i < canvas.Pixels.Length; i++)
        {
            canvas.Pixels[i] = colour(i % width, i / width);
        }

        return canvas;
    }
}
