using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Tests.Training;

public class MosaicSourceTests
{
    [Theory]
    [InlineData(64, 96)]
    [InlineData(7, 5)]
    [InlineData(1, 1)]
    public void A_window_of_any_size_is_filled_by_its_tiles(int height, int width)
    {
        for (var step = 0; step < 50; step++)
        {
            var picture = new MosaicSource(new Plain(), 1, .7f, 0, 1).Sample(step, 0, height, width);
            Assert.Equal((height, width), (picture.Image.Height, picture.Image.Width));
            Assert.DoesNotContain((byte)0, picture.Image.Pixels);
        }
    }

    [Fact]
    public void Boxes_lie_on_what_they_are_about()
    {
        var source = new MosaicSource(new Squares(), 1, 0, 0, 1);
        var seen = 0;
        for (var step = 0; step < 40; step++)
        {
            var picture = source.Sample(step, 0, 96, 128);
            foreach (var item in picture.Objects)
            {
                Assert.InRange(item.Box.YMin, 0, 1);
                Assert.InRange(item.Box.XMax, 0, 1);
                var pixels = item.Box.Scale(96, 128);
                var (y, x) = ((int)((pixels.YMin + pixels.YMax) / 2), (int)((pixels.XMin + pixels.XMax) / 2));
                Assert.Equal(220, picture.Image.Pixels[(((y * 128) + x) * 3) + item.ClassId - 1]);
                seen++;
            }
        }

        Assert.True(seen > 100, $"{seen} objects");
    }

    [Fact]
    public void What_is_cut_too_far_is_neither_object_nor_background()
    {
        var source = new MosaicSource(new Plain(), 1, .7f, 0, 1);
        var objects = Enumerable.Range(0, 50).SelectMany(step => source.Sample(step, 0, 60, 80).Objects).ToList();
        Assert.Contains(objects, item => item.Weight == 1);
        Assert.Contains(objects, item => item.Weight == 0);

        // Plain's object fills 0.8 of a tile of 45 x 60 pixels.
        Assert.All(objects, item => Assert.Equal(item.Box.Scale(60, 80).Area >= .7f * .8f * .8f * 45 * 60 * .999f, item.Weight == 1));
    }

    [Fact]
    public void Mosaics_have_their_share_and_the_rest_is_the_source_s_own()
    {
        var (squares, source) = (new Squares(), new MosaicSource(new Squares(), .25, .7f, 0, 1));
        var own = Enumerable.Range(0, 400).Where(step => !source.Sample(step, 3, 32, 32).Name.StartsWith("mosaic", StringComparison.Ordinal)).ToList();
        Assert.InRange(own.Count, 270, 330);
        Assert.All(own, step => Assert.Equal(squares.Sample(step, 3, 32, 32).Image.Pixels, source.Sample(step, 3, 32, 32).Image.Pixels));
    }

    [Fact]
    public void What_the_network_takes_is_the_picture()
    {
        var source = new MosaicSource(new Squares(), 1, .7f, 0, 1);
        var values = new float[32 * 48 * 3];
        var objects = source.Fill(5, 2, 32, 48, new PictureInput(1, [0, 0, 0], ResizeKind.LegacyBilinear), values);
        var picture = source.Sample(5, 2, 32, 48);
        Assert.Equal(picture.Image.Pixels.Select(value => (float)value), values);
        Assert.Equal(picture.Objects, objects);
    }

    // No black anywhere, one object in the middle.
    private sealed class Plain : ITrainingSource
    {
        public AnnotatedImage Sample(long step, int sample, int height, int width)
        {
            var pixels = new byte[height * width * 3];
            Array.Fill(pixels, (byte)200);
            return new AnnotatedImage("plain", new RgbImage(width, height, pixels), [new GroundTruth(new Box(.1f, .1f, .9f, .9f), 1)]);
        }
    }
}
