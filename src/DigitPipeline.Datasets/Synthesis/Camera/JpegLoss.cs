using System.Numerics;
using DigitPipeline.Datasets.Synthesis.Painting;

namespace DigitPipeline.Datasets.Synthesis.Camera;

/// <summary>
/// What JPEG takes from a picture: the rounding of 8 x 8 blocks' frequencies, colour at half the resolution. Without the entropy
/// coding it costs a tenth of storing and reading a file.
/// </summary>
internal static class JpegLoss
{
    /// <summary>Changes the picture as storing it at a quality from 1 to 100 would.</summary>
    public static void Apply(Canvas canvas, int quality)
    {
        int width = (canvas.Width + 15) / 16 * 16, height = (canvas.Height + 15) / 16 * 16, half = width / 2;
        var luma = new float[width * height];
        var blue = new float[luma.Length / 4];
        var red = new float[luma.Length / 4];
        var white = Colours.White;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = Vector3.Clamp(canvas.Pixels[Math.Min(y, canvas.Height - 1) * canvas.Width + Math.Min(x, canvas.Width - 1)], Vector3.Zero, white);
                var grey = Colours.Luma(pixel);
                luma[y * width + x] = grey - 128;
                var at = (y >> 1) * half + (x >> 1);
                blue[at] += (pixel.Z - grey) * (.25f * .564f);
                red[at] += (pixel.X - grey) * (.25f * .713f);
            }
        }

        new BlockTransform(quality, chroma: false).Apply(luma, width);
        var colour = new BlockTransform(quality, chroma: true);
        colour.Apply(blue, half);
        colour.Apply(red, half);
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                var grey = luma[y * width + x] + 128;
                var at = (y >> 1) * half + (x >> 1);
                canvas.Pixels[y * canvas.Width + x] = new(grey + 1.402f * red[at], grey - .344f * blue[at] - .714f * red[at], grey + 1.772f * blue[at]);
            }
        }
    }
}
