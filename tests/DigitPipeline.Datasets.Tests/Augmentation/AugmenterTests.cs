using DigitPipeline.Datasets.Augmentation;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Tests.Augmentation;

public sealed class AugmenterTests
{
    private static readonly AugmentationOptions FrameOnly = new()
    {
        KeepShare = 0,
        BorderShare = 0,
        ToneShare = 0,
        PermuteShare = 0,
        InvertShare = 0,
        LightShare = 0,
        BlurShare = 0,
        NoiseShare = 0,
        JpegShare = 0,
        MinZoom = .7,
        TurnSpread = .04,
    };

    private static readonly AnnotatedImage Ovals = Draw(300, 200, [new(.1f, .08f, .4f, .2f), new(.55f, .3f, .9f, .45f), new(.2f, .6f, .7f, .8f)]);

    [Fact]
    public void The_same_stream_gives_the_same_variation()
    {
        var augmenter = new Augmenter(new());
        for (var i = 0; i < 20; i++)
        {
            var one = augmenter.Apply(Ovals, CounterRandom.For(1, "augment", i));
            var two = augmenter.Apply(Ovals, CounterRandom.For(1, "augment", i));
            Assert.Equal(one.Image.Pixels, two.Image.Pixels);
            Assert.Equal(one.Objects, two.Objects);
            Assert.Equal((192, 192), (one.Image.Width, one.Image.Height));
        }
    }

    [Fact]
    public void A_kept_frame_keeps_the_boxes()
    {
        var varied = new Augmenter(FrameOnly with { KeepShare = 1 }).Apply(Ovals, CounterRandom.For(1, "augment"));
        Assert.Equal(Ovals.Objects.Count, varied.Objects.Count);
        Assert.All(varied.Objects.Zip(Ovals.Objects), pair => Assert.True(pair.First.Box.IoU(pair.Second.Box) > .999f));
    }

    [Fact]
    public void Boxes_follow_their_digits_and_no_digit_stays_without_a_box()
    {
        var augmenter = new Augmenter(FrameOnly);
        var kept = 0;
        for (var i = 0; i < 100; i++)
        {
            var varied = augmenter.Apply(Ovals, CounterRandom.For(2, "augment", i));
            int dark = 0, outside = 0;
            for (var p = 0; p < 192 * 192; p++)
            {
                if (varied.Image.Pixels[3 * p] < 128)
                {
                    dark++;
                    outside += varied.Objects.Any(o => Holds(o.Box, p)) ? 0 : 1;
                }
            }

            Assert.True(outside <= .02 * dark + 6, $"variation {i}: {outside} of {dark} dark pixels");
            kept += varied.Objects.Count;
        }

        Assert.InRange(kept, 150, 300);
    }

    private static bool Holds(Box box, int pixel)
    {
        float x = (pixel % 192 + .5f) / 192, y = (pixel / 192 + .5f) / 192;
        const float Slack = .012f;
        return x > box.XMin - Slack && x < box.XMax + Slack && y > box.YMin - Slack && y < box.YMax + Slack;
    }

    private static AnnotatedImage Draw(int width, int height, Box[] boxes)
    {
        var pixels = new byte[width * height * 3];
        for (var p = 0; p < width * height; p++)
        {
            float x = (p % width + .5f) / width, y = (p / width + .5f) / height;
            var inside = boxes.Any(box => MathF.Pow((2 * x - box.XMin - box.XMax) / box.Width, 2) + MathF.Pow((2 * y - box.YMin - box.YMax) / box.Height, 2) < 1);
            pixels.AsSpan(3 * p, 3).Fill(inside ? (byte)0 : (byte)255);
        }

        return new("ovals", new(width, height, pixels), [.. boxes.Select((box, i) => new GroundTruth(box, i + 1))]);
    }
}
