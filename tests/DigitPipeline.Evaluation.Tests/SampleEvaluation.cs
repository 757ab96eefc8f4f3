using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Evaluation.Tests;

/// <summary>A made-up evaluation: three pictures with one detection of each kind.</summary>
internal static class SampleEvaluation
{
    public static IReadOnlyList<EvaluatedClass> Classes { get; } =
        [.. Enumerable.Range(1, 10).Select(i => new EvaluatedClass(i, (i % 10).ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    public static IReadOnlyList<EvaluatedImage> Images()
    {
        GroundTruth[] objects = [new(new Box(.2f, .1f, .6f, .3f), 1), new(new Box(.2f, .4f, .6f, .6f), 8), new(new Box(.2f, .7f, .6f, .9f), 10)];
        DetectedObject right = new(new Box(.21f, .1f, .6f, .3f), 1, .98f);
        DetectedObject otherClass = new(new Box(.2f, .4f, .6f, .6f), 3, .71f);
        DetectedObject nothing = new(new Box(.7f, .7f, .9f, .8f), 7, .55f);
        DetectedObject weak = new(new Box(.2f, .7f, .6f, .9f), 10, .3f);
        return
        [
            new EvaluatedImage(new AnnotatedImage("all right.png", Picture(0), objects[..1]), [right]),
            new EvaluatedImage(new AnnotatedImage("<mixed> & \"quoted\".png", Picture(1), objects), [weak, nothing, right, otherClass]),
            new EvaluatedImage(new AnnotatedImage("empty.png", Picture(2), []), []),
        ];
    }

    public static RgbImage Picture(long number, int width = 320, int height = 200)
    {
        var random = CounterRandom.For(5, "picture", number);
        var (red, green, blue) = (random.Next(90, 200), random.Next(90, 200), random.Next(90, 200));
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var noise = random.Next(20);
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)(red + noise), (byte)(green + noise), (byte)(blue + noise));
        }

        return new RgbImage(width, height, pixels);
    }
}
