using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Tests.Training;

/// <summary>Pictures with one to three rectangles, red, green or blue.</summary>
internal sealed class Squares(int pictures = int.MaxValue) : ITrainingSource
{
    public AnnotatedImage Sample(long step, int sample, int height, int width)
    {
        var random = CounterRandom.For(7, "squares", ((step * 100) + sample) % pictures);
        var pixels = new byte[height * width * 3];
        Array.Fill(pixels, (byte)random.Next(60));
        var objects = new List<GroundTruth>();
        for (var count = 1 + random.Next(3); count > 0; count--)
        {
            var (high, wide) = (height * random.Next(20, 40) / 100, width * random.Next(20, 40) / 100);
            var (top, left, color) = (random.Next(height - high), random.Next(width - wide), random.Next(3));
            for (var place = 0; place < high * wide; place++)
            {
                pixels[((((top + (place / wide)) * width) + left + (place % wide)) * 3) + color] = 220;
            }

            var box = new Box((float)top / height, (float)left / width, (float)(top + high) / height, (float)(left + wide) / width);
            objects.Add(new GroundTruth(box, color + 1));
        }

        return new AnnotatedImage("squares", new RgbImage(width, height, pixels), objects);
    }
}
